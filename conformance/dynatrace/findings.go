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
)

const (
	group = "dynatrace.com"

	severityError   = "error"
	severityWarning = "warning"
)

// findings asks the API server's code and the operator's webhook about each DynaKube and EdgeConnect, as if all other
// objects that the API server takes were there already.
func (j *judge) findings(req *request) ([]finding, error) {
	objects, err := decodeObjects(req.Objects)
	if err != nil {
		return nil, err
	}
	refusals := make([][]string, len(objects))
	for i, o := range objects {
		refusals[i] = j.crds.admit(o)
	}
	cluster := make([]client.Object, len(objects))
	for i, o := range objects {
		if len(refusals[i]) == 0 {
			cluster[i] = o.stored()
		}
	}
	out := []finding{}
	for i, o := range objects {
		for _, message := range refusals[i] {
			out = append(out, finding{i, "schema", severityError, message})
		}
		// The API server calls no webhook for an object that its schema refuses.
		if len(refusals[i]) > 0 {
			continue
		}
		warnings, refusal, err := askWebhook(o, others(cluster, i))
		if err != nil {
			return nil, fmt.Errorf("objects[%d]: %w", i, err)
		}
		if refusal != "" {
			out = append(out, finding{i, "operator", severityError, refusal})
		}
		for _, message := range warnings {
			out = append(out, finding{i, "operator-warning", severityWarning, message})
		}
	}
	return out, nil
}

// others are the objects of the cluster beside one; of several with one name the first.
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

// askWebhook has the operator's validators judge one object; it has nothing to say about other kinds.
func askWebhook(o *object, beside []client.Object) (warnings []string, refusal string, err error) {
	validator := validatorOf(o, beside)
	if validator == nil {
		return nil, "", nil
	}
	typed, err := o.typed()
	if err != nil {
		// What it cannot decode it refuses.
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
