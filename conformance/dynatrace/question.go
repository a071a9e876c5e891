package main

import "cdk8s-istio-oneagent/conformance/judge"

// operatorVersion is the version of the linked code: 1.10.2.
const operatorVersion = "1.10"

// findingsRequest is a question about objects.
type findingsRequest struct {
	judge.Header
	judge.Mesh
}

// istioRequest is a question about the objects of Istio that the operator makes for a DynaKube with enableIstio.
type istioRequest struct {
	judge.Header
	Target              judge.Target `json:"target"`
	Name                string       `json:"name"`
	Namespace           string       `json:"namespace"`
	APIURL              string       `json:"apiUrl"`
	Endpoints           string       `json:"endpoints"`
	ActiveGateEndpoints string       `json:"activeGateEndpoints"`
}

// found is the answer about objects.
type found struct {
	Findings []judge.Finding `json:"findings"`
}

// made is the answer about objects of Istio.
type made struct {
	// Objects are those that the operator makes, in the form in which it sends them.
	Objects []any `json:"objects"`
	// Failed has the components whose endpoints the operator cannot read, or whose objects it cannot send.
	Failed map[string]string `json:"failed,omitempty"`
}

// checkTarget returns an error if a question is about another version of the operator than the linked one.
func checkTarget(target judge.Target) error {
	return judge.CheckVersion("target.operator", target.Operator, operatorVersion)
}
