package main

import (
	"context"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"

	"github.com/Dynatrace/dynatrace-operator/pkg/api/scheme"
	dynakubevalidation "github.com/Dynatrace/dynatrace-operator/pkg/api/validation/dynakube"
	edgeconnectvalidation "github.com/Dynatrace/dynatrace-operator/pkg/api/validation/edgeconnect"

	"cdk8s-istio-oneagent/conformance/judge"
	"cdk8s-istio-oneagent/conformance/judge/apiserver"
)

const group = "dynatrace.com"

// findings asks the API server's code and the operator's webhook about each DynaKube and EdgeConnect, as if all other
// objects that the API server accepts were there already.
func findings(crds apiserver.CRDs, req *findingsRequest) (*found, error) {
	if err := checkTarget(req.Target); err != nil {
		return nil, err
	}
	objects, err := decodeObjects(req.Objects)
	if err != nil {
		return nil, err
	}
	refusals := make([][]string, len(objects))
	for i, o := range objects {
		known := false
		if refusals[i], known = crds.Admit(&o.Unstructured); known {
			// Create ignores it: all kinds of the operator have a status subresource.
			delete(o.Object, "status")
		}
	}
	cluster := make([]client.Object, len(objects))
	for i, o := range objects {
		if len(refusals[i]) == 0 {
			cluster[i] = o.stored()
		}
	}
	out := []judge.Finding{}
	for i, o := range objects {
		for _, message := range refusals[i] {
			out = append(out, judge.Finding{Object: &o.given, Upstream: "schema", Severity: judge.SeverityError, Message: message})
		}
		// The API server calls no webhook for an object that its schema refuses.
		if len(refusals[i]) > 0 {
			continue
		}
		warnings, refusal, err := askWebhook(o, others(cluster, i))
		if err != nil {
			return nil, fmt.Errorf("objects[%d]: %w", o.given, err)
		}
		if refusal != "" {
			out = append(out, judge.Finding{Object: &o.given, Upstream: "operator", Severity: judge.SeverityError, Message: refusal})
		}
		for _, message := range warnings {
			out = append(out, judge.Finding{Object: &o.given, Upstream: "operator-warning", Severity: judge.SeverityWarning, Message: message})
		}
	}
	return &found{out}, nil
}

// others are all objects of the cluster except one. If several have the same name, it is the first.
func others(cluster []client.Object, index int) []client.Object {
	out := []client.Object{}
	seen := map[string]bool{}
	for i, o := range cluster {
		if i == index || o == nil {
			continue
		}
		key := strings.Join([]string{o.GetObjectKind().GroupVersionKind().Kind, o.GetNamespace(), o.GetName()}, "/")
		if seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, o.DeepCopyObject().(client.Object))
	}
	return out
}

// askWebhook runs the operator's validators on one object. There are none for other kinds.
func askWebhook(o *object, beside []client.Object) (warnings []string, refusal string, err error) {
	validator := validatorOf(o, beside)
	if validator == nil {
		return nil, "", nil
	}
	typed, err := o.typed()
	if err != nil {
		// The webhook refuses an object that it cannot decode.
		return nil, err.Error(), nil
	}
	given, refused := validator.ValidateCreate(context.Background(), typed.(runtime.Object))
	if refused != nil {
		refusal = strings.TrimSpace(refused.Error())
	}
	return given, refusal, nil
}

func validatorOf(o *object, beside []client.Object) admission.Validator[runtime.Object] {
	gvk := o.GroupVersionKind()
	if gvk.Group != group {
		return nil
	}
	cluster := fake.NewClientBuilder().WithScheme(scheme.Scheme).WithObjects(beside...).Build()
	switch gvk.Kind {
	case "DynaKube":
		return dynakubevalidation.New(cluster)
	case "EdgeConnect":
		return edgeconnectvalidation.New(cluster, &rest.Config{})
	default:
		return nil
	}
}
