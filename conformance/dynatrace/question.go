package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// operatorVersion is what the linked code stands for: 1.10.2.
const operatorVersion = "1.10"

// request is one line in: objects to find fault with, or what a DynaKube with enableIstio knows.
type request struct {
	ID         json.RawMessage   `json:"id"`
	Kind       string            `json:"kind"`
	Objects    []json.RawMessage `json:"objects"`
	MeshConfig json.RawMessage   `json:"meshConfig"`
	Target     *target           `json:"target"`

	Name                string `json:"name"`
	Namespace           string `json:"namespace"`
	APIURL              string `json:"apiUrl"`
	Endpoints           string `json:"endpoints"`
	ActiveGateEndpoints string `json:"activeGateEndpoints"`
}

type target struct {
	Istio    string `json:"istio"`
	Operator string `json:"operator"`
}

// response is one line out: findings, objects of Istio, or an error.
type response struct {
	ID       json.RawMessage `json:"id"`
	Findings *[]finding      `json:"findings,omitempty"`
	// Objects are those that the operator makes, in the form in which it sends them.
	Objects *[]any `json:"objects,omitempty"`
	// Failed has the components whose endpoints the operator cannot read, or whose objects it cannot send.
	Failed map[string]string `json:"failed,omitempty"`
	Error  string            `json:"error,omitempty"`
}

// finding is what the software says about one object. Object is its index in the question.
type finding struct {
	Object   int    `json:"object"`
	Upstream string `json:"upstream"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

// keys are those of each kind of question.
var keys = map[string]string{
	"findings":       "id kind objects meshConfig target",
	"operator-istio": "id kind target name namespace apiUrl endpoints activeGateEndpoints",
}

// decode refuses unknown keys: a misspelt one would change the question unseen.
func decode(line []byte) (*request, error) {
	req := &request{}
	dec := json.NewDecoder(bytes.NewReader(line))
	if err := dec.Decode(req); err != nil {
		// The id, if it can be read, tells which question it was.
		_ = json.Unmarshal(line, &struct {
			ID *json.RawMessage `json:"id"`
		}{&req.ID})
		return req, fmt.Errorf("question: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return req, fmt.Errorf("question: more than one JSON value in the line")
	}
	known, ok := keys[req.Kind]
	if !ok {
		return req, fmt.Errorf("'kind' must be \"findings\" or \"operator-istio\", got %q", req.Kind)
	}
	given := map[string]json.RawMessage{}
	_ = json.Unmarshal(line, &given)
	for key := range given {
		if !strings.Contains(" "+known+" ", " "+key+" ") {
			return req, fmt.Errorf("question: unknown field %q; known here: %s", key, strings.ReplaceAll(known, " ", ", "))
		}
	}
	if req.Target != nil && req.Target.Operator != "" && req.Target.Operator != operatorVersion {
		return req, fmt.Errorf("'target.operator' must be %q, got %q: the linked code is that version", operatorVersion, req.Target.Operator)
	}
	return req, nil
}
