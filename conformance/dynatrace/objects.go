package main

import (
	"encoding/json"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/conversion"

	"github.com/Dynatrace/dynatrace-operator/pkg/api/latest/dynakube"
	"github.com/Dynatrace/dynatrace-operator/pkg/api/scheme"

	"cdk8s-istio-oneagent/conformance/judge/apiserver"
)

// clusterScoped are the kinds that have no namespace, among those in questions.
var clusterScoped = map[string]bool{"Namespace": true, "CustomResourceDefinition": true}

// object is an object of the question, as the API server decodes it.
type object struct {
	unstructured.Unstructured
	// given is the place in the question: that of the object, or of the list that it is in.
	given int
}

func decodeObjects(raws []json.RawMessage) ([]*object, error) {
	decoded, err := apiserver.Decode(raws)
	if err != nil {
		return nil, err
	}
	objects := make([]*object, len(decoded))
	for i, o := range decoded {
		if !clusterScoped[o.GetKind()] {
			apiserver.SetNamespace(&o.Unstructured)
		}
		objects[i] = &object{o.Unstructured, o.Given}
		if o.GroupVersionKind().GroupKind() == (schema.GroupKind{Kind: "Secret"}) {
			apiserver.SetData(&objects[i].Unstructured)
		}
	}
	return objects, nil
}

// typed is the object as a webhook, or a client, decodes it.
func (o *object) typed() (client.Object, error) {
	empty, err := scheme.Scheme.New(o.GroupVersionKind())
	if err != nil {
		return nil, err
	}
	bytes, err := json.Marshal(o.Object)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(bytes, empty); err != nil {
		return nil, err
	}
	empty.GetObjectKind().SetGroupVersionKind(o.GroupVersionKind())
	return empty.(client.Object), nil
}

// stored is the object as the operator's client finds it in the cluster: in the newest version of its kind. It is nil if the
// operator does not know the kind, or cannot read the object.
func (o *object) stored() client.Object {
	if !scheme.Scheme.Recognizes(o.GroupVersionKind()) {
		return nil
	}
	typed, err := o.typed()
	if err != nil {
		return nil
	}
	older, ok := typed.(conversion.Convertible)
	if !ok || o.GetKind() != "DynaKube" {
		return typed
	}
	newest := &dynakube.DynaKube{}
	if err := older.ConvertTo(newest); err != nil {
		return nil
	}
	return newest
}
