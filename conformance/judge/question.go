// Package judge is what all judges share: the format of questions and answers, and how they are read and written.
package judge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
)

// Header is part of every question.
type Header struct {
	ID   json.RawMessage `json:"id"`
	Kind string          `json:"kind"`
}

// Target is the versions that a question is about.
type Target struct {
	Istio    string `json:"istio"`
	Operator string `json:"operator"`
}

// Mesh is what a question about a mesh holds.
type Mesh struct {
	Objects    []json.RawMessage `json:"objects"`
	MeshConfig json.RawMessage   `json:"meshConfig"`
	Target     Target            `json:"target"`
}

// Finding is what the software reports about one object.
type Finding struct {
	// Object is the index of the object in the question; nil for a finding about the mesh's configuration.
	Object   *int   `json:"object"`
	Upstream string `json:"upstream"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

const (
	// SeverityError is the severity of whatever keeps an object out of the cluster.
	SeverityError = "error"
	// SeverityWarning is the severity of what the software warns about.
	SeverityWarning = "warning"
)

// Answer answers one line. What it returns is encoded as a JSON object, whose fields become those of the answer.
type Answer func(line []byte) (any, error)

// Kinds holds how each kind of question is answered.
type Kinds map[string]Answer

// Answering decodes a question before it is answered. An unknown key is an error: a misspelt key would change the question
// unnoticed.
func Answering[Q, A any](answer func(question *Q) (A, error)) Answer {
	return func(line []byte) (any, error) {
		question := new(Q)
		decoder := json.NewDecoder(bytes.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(question); err != nil {
			return nil, fmt.Errorf("question: %w", err)
		}
		return answer(question)
	}
}

// Respond answers one line with the id of the question and the answer's fields, or with the id and an error. A panic is an
// error too.
func (kinds Kinds) Respond(line []byte) []byte {
	header := Header{}
	fields, err := kinds.answer(line, &header)
	if err == nil {
		var body []byte
		if body, err = json.Marshal(fields); err == nil {
			return withID(header.ID, body)
		}
	}
	body, _ := json.Marshal(map[string]string{"error": err.Error()})
	return withID(header.ID, body)
}

func (kinds Kinds) answer(line []byte, header *Header) (fields any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Panicked(p)
		}
	}()
	decoder := json.NewDecoder(bytes.NewReader(line))
	if err := decoder.Decode(header); err != nil {
		return nil, fmt.Errorf("question: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("question: more than one JSON value in the line")
	}
	answer, ok := kinds[header.Kind]
	if !ok {
		return nil, fmt.Errorf("'kind' must be %s, got %q", kinds, header.Kind)
	}
	return answer(line)
}

// String lists the kinds for a message.
func (kinds Kinds) String() string {
	names := []string{}
	for name := range kinds {
		names = append(names, fmt.Sprintf("%q", name))
	}
	slices.Sort(names)
	return strings.Join(names, " or ")
}

// withID puts the id in front of the fields of a JSON object that has at least one.
func withID(id json.RawMessage, object []byte) []byte {
	head, err := json.Marshal(id)
	if err != nil {
		head = []byte("null")
	}
	return slices.Concat([]byte(`{"id":`), head, []byte(","), object[1:])
}

// CheckVersion returns an error if a question is about another version than the linked one. A question without a version is
// about the linked one.
func CheckVersion(field, given, linked string) error {
	if given == "" || given == linked {
		return nil
	}
	return fmt.Errorf("'%s' must be %q, got %q: the linked code is that version", field, linked, given)
}

// Panicked is the error that reports a panic, with the place where the software broke: the frame below the panic's own. Call
// it in the deferred function that recovers.
func Panicked(p any) error {
	_, below, _ := strings.Cut(string(debug.Stack()), "\npanic(")
	lines := strings.SplitN(below, "\n", 5)
	if len(lines) < 4 {
		return fmt.Errorf("panic: %v", p)
	}
	// A frame is a line with the function, and a line with a tab, the file and its offset.
	where, _, _ := strings.Cut(strings.TrimSpace(lines[3]), " +0x")
	return fmt.Errorf("panic: %v at %s", p, where)
}
