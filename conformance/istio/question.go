package main

import "cdk8s-istio-oneagent/conformance/judge"

// istioVersion is the version of the linked code: main, a week after 1.31.0.
const istioVersion = "1.31"

// kinds are the questions that this judge answers.
var kinds = judge.Kinds{
	"findings": judge.Answering(findings),
	"reach":    judge.Answering(reach),
}

// request is a question about the objects of a mesh.
type request struct {
	judge.Header
	judge.Mesh
}

// reachRequest is a question about connections in a mesh.
type reachRequest struct {
	request
	Questions []question `json:"questions"`
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

// found is the answer about objects.
type found struct {
	Findings []judge.Finding `json:"findings"`
	// Overlooking are findings that are left out, because the analyzer overlooks what Istio's data plane does.
	Overlooking []judge.Finding `json:"overlooking,omitempty"`
}

// reached is the answer about connections, in the order of the questions.
type reached struct {
	Answers []answer `json:"answers"`
}

// answer is the verdict on one connection, or why there is none.
type answer struct {
	Verdict verdict  `json:"verdict,omitempty"`
	Service string   `json:"service,omitempty"`
	Port    int      `json:"port,omitempty"`
	Because []string `json:"because,omitempty"`
	Error   string   `json:"error,omitempty"`
}

// objects are the decoded objects of a question that this judge can answer.
func (req *request) objects() ([]*object, error) {
	if err := judge.CheckVersion("target.istio", req.Target.Istio, istioVersion); err != nil {
		return nil, err
	}
	return decodeObjects(req.Objects)
}

// meshConfig is nil if the question has none.
func (req *request) meshConfig() []byte {
	if string(req.MeshConfig) == "null" {
		return nil
	}
	return req.MeshConfig
}
