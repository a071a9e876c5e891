package main

import "sort"

// severityError is that of whatever keeps an object out of the cluster.
const severityError = "error"

// findings asks the API server's code, the webhook and the analyzers, in this order. What the analyzers find because they
// overlook something comes apart.
func findings(req *request) (out, overlooking []finding, err error) {
	objects, err := decodeObjects(req.Objects)
	if err != nil {
		return nil, nil, err
	}
	out = []finding{}
	for _, o := range objects {
		out = append(out, admit(o)...)
	}
	analyzed, overlooking, err := analyze(objects, req.MeshConfig)
	if err != nil {
		return nil, nil, err
	}
	out = append(out, analyzed...)
	sort.SliceStable(out, func(i, j int) bool { return position(out[i]) < position(out[j]) })
	return out, overlooking, nil
}

// admit does what happens to an object of Istio's kinds when it is applied. Others are admitted by other judges.
func admit(o *object) []finding {
	crd, ok := istioCRDs()[o.gvk.GroupKind()]
	if !ok {
		return nil
	}
	out := []finding{}
	for _, message := range crd.validate(o) {
		out = append(out, finding{&o.index, "schema", severityError, message})
	}
	// The API server calls no webhook for an object that its schema refuses.
	if o.refused = len(out) > 0; o.refused {
		return out
	}
	warnings, errors := validateInWebhook(o)
	for _, message := range errors {
		out = append(out, finding{&o.index, "webhook", severityError, message})
	}
	for _, message := range warnings {
		out = append(out, finding{&o.index, "webhook-warning", "warning", message})
	}
	return out
}

func position(f finding) int {
	if f.Object == nil {
		return -1
	}
	return *f.Object
}
