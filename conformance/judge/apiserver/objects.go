// Package apiserver does what the API server of Kubernetes does when an object is created, by the API server's own code.
package apiserver

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// defaultNamespace is the namespace of objects that declare none, as kubectl has it.
const defaultNamespace = "default"

// Decode decodes the objects of a question.
func Decode(raws []json.RawMessage) ([]unstructured.Unstructured, error) {
	objects := make([]unstructured.Unstructured, len(raws))
	for i, raw := range raws {
		o := unstructured.Unstructured{}
		if err := utiljson.Unmarshal(raw, &o.Object); err != nil || o.Object == nil {
			return nil, fmt.Errorf("objects[%d] is not a JSON object", i)
		}
		if _, err := schema.ParseGroupVersion(o.GetAPIVersion()); err != nil || o.GetAPIVersion() == "" || o.GetKind() == "" {
			return nil, fmt.Errorf("objects[%d] must have an apiVersion and a kind, got %q and %q", i, o.GetAPIVersion(), o.GetKind())
		}
		objects[i] = o
	}
	return objects, nil
}

// SetNamespace puts an object of a namespaced kind into the default namespace, unless it declares one. It returns whether the
// object has changed.
func SetNamespace(o *unstructured.Unstructured) bool {
	metadata, ok := o.Object["metadata"].(map[string]any)
	if o.Object["metadata"] == nil {
		metadata, ok = map[string]any{}, true
	}
	if namespace := metadata["namespace"]; !ok || (namespace != nil && namespace != "") {
		return false
	}
	metadata["namespace"] = defaultNamespace
	o.Object["metadata"] = metadata
	return true
}
