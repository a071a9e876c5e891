package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// istioVersion is what the linked code stands for: main, a week after 1.31.0.
const istioVersion = "1.31"

// request is one line in.
type request struct {
	ID         json.RawMessage   `json:"id"`
	Kind       string            `json:"kind"`
	Objects    []json.RawMessage `json:"objects"`
	MeshConfig json.RawMessage   `json:"meshConfig"`
	Target     *target           `json:"target"`
	Questions  []question        `json:"questions"`
}

type target struct {
	Istio    string `json:"istio"`
	Operator string `json:"operator"`
}

// question is one connection: a proxy (namespace, labels, annotations, gateway, dnsCapture) and what its client asks for.
type question struct {
	Namespace   string            `json:"namespace"`
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
	Injected    *bool             `json:"injected"`
	Gateway     bool              `json:"gateway"`
	Host        string            `json:"host"`
	Address     string            `json:"address"`
	Port        int               `json:"port"`
	Protocol    string            `json:"protocol"`
	Path        string            `json:"path"`
	DNSCapture  bool              `json:"dnsCapture"`
}

// response is one line out: findings, answers or an error.
type response struct {
	ID       json.RawMessage `json:"id"`
	Findings *[]finding      `json:"findings,omitempty"`
	// Overlooking are findings that are left out, because the analyzer overlooks what Istio's data plane does.
	Overlooking []finding `json:"overlooking,omitempty"`
	Answers     *[]answer `json:"answers,omitempty"`
	Error       string    `json:"error,omitempty"`
}

// finding is what the software says about one object. Object is its index in the question; nil where it is none of them.
type finding struct {
	Object   *int   `json:"object"`
	Upstream string `json:"upstream"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

// answer is the verdict on one connection, or why there is none.
type answer struct {
	Verdict verdict  `json:"verdict,omitempty"`
	Service string   `json:"service,omitempty"`
	Port    int      `json:"port,omitempty"`
	Because []string `json:"because,omitempty"`
	Error   string   `json:"error,omitempty"`
}

// decode refuses unknown keys: a misspelt one would change the question unseen.
func decode(line []byte) (*request, error) {
	req := &request{}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
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
	if string(req.MeshConfig) == "null" {
		req.MeshConfig = nil
	}
	if req.Target != nil && req.Target.Istio != "" && req.Target.Istio != istioVersion {
		return req, fmt.Errorf("'target.istio' must be %q, got %q: the linked code is that version", istioVersion, req.Target.Istio)
	}
	return req, nil
}
