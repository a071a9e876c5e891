package main

import (
	"sort"

	"cdk8s-istio-oneagent/conformance/judge"
)

// findings asks the API server's code, the webhook and the analyzers, in this order. What the analyzers find because they
// overlook something is kept separate.
func findings(req *request) (*found, error) {
	objects, err := req.objects()
	if err != nil {
		return nil, err
	}
	out := []judge.Finding{}
	for _, o := range objects {
		admitted, err := admit(o)
		if err != nil {
			return nil, err
		}
		out = append(out, admitted...)
	}
	analyzed, overlooking, err := analyze(objects, req.meshConfig())
	if err != nil {
		return nil, err
	}
	out = append(out, analyzed...)
	inGiven(objects, out)
	inGiven(objects, overlooking)
	sort.SliceStable(out, func(i, j int) bool { return position(out[i]) < position(out[j]) })
	return &found{out, overlooking}, nil
}

// inGiven makes findings be about what the question has: an object, or the list that it is in.
func inGiven(objects []*object, findings []judge.Finding) {
	for i := range findings {
		if about := findings[i].Object; about != nil {
			findings[i].Object = &objects[*about].given
		}
	}
}

// admit does what happens to an object of Istio's kinds when it is applied. Objects of other kinds are admitted by other
// judges.
func admit(o *object) ([]judge.Finding, error) {
	refusals, known := istioCRDs().Admit(&o.Unstructured)
	if !known {
		return nil, nil
	}
	if err := o.encode(); err != nil {
		return nil, err
	}
	out := []judge.Finding{}
	for _, message := range refusals {
		out = append(out, judge.Finding{Object: &o.index, Upstream: "schema", Severity: judge.SeverityError, Message: message})
	}
	// The API server calls no webhook for an object that its schema refuses.
	if o.refused = len(out) > 0; o.refused {
		return out, nil
	}
	warnings, errors := validateInWebhook(o)
	for _, message := range errors {
		out = append(out, judge.Finding{Object: &o.index, Upstream: "webhook", Severity: judge.SeverityError, Message: message})
	}
	for _, message := range warnings {
		out = append(out, judge.Finding{Object: &o.index, Upstream: "webhook-warning", Severity: judge.SeverityWarning, Message: message})
	}
	return out, nil
}

func position(f judge.Finding) int {
	if f.Object == nil {
		return -1
	}
	return *f.Object
}
