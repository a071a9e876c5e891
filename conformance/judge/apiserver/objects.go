// Package apiserver does what the API server of Kubernetes does when an object is created, by the API server's own code.
package apiserver

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// defaultNamespace is the namespace of objects that declare none, as kubectl has it.
const defaultNamespace = "default"

// Object is an object of a question.
type Object struct {
	unstructured.Unstructured
	// Given is the index of what the question has: the object itself, or the list that it is in.
	Given int
}

// Decode decodes the objects of a question. A list is opened: a cluster does not store lists, it applies their items one by
// one. What is not an object in a list, or has no apiVersion or kind, is left out, because no cluster has it.
func Decode(raws []json.RawMessage) ([]Object, error) {
	objects := []Object{}
	for i, raw := range raws {
		content := map[string]any{}
		if err := utiljson.Unmarshal(raw, &content); err != nil || content == nil {
			return nil, fmt.Errorf("objects[%d] is not a JSON object", i)
		}
		for _, item := range open(content) {
			o := unstructured.Unstructured{Object: item}
			if _, err := schema.ParseGroupVersion(o.GetAPIVersion()); err == nil && o.GetAPIVersion() != "" && o.GetKind() != "" {
				objects = append(objects, Object{o, i})
			}
		}
	}
	return objects, nil
}

// open returns the items of a list, also of lists in it, and anything else as it is. The kind of an item without one follows
// from the list's.
func open(content map[string]any) []map[string]any {
	kind, _ := content["kind"].(string)
	items, isList := content["items"].([]any)
	if !isList {
		if given, has := content["items"]; has && given == nil && strings.HasSuffix(kind, "List") {
			return nil
		}
		return []map[string]any{content}
	}
	out := []map[string]any{}
	for _, item := range items {
		fields, ok := item.(map[string]any)
		if !ok {
			continue
		}
		if own, _ := fields["kind"].(string); own == "" && strings.TrimSuffix(kind, "List") != "" {
			fields["apiVersion"], fields["kind"] = content["apiVersion"], strings.TrimSuffix(kind, "List")
		}
		out = append(out, open(fields)...)
	}
	return out
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

// SetData moves the plain texts of a Secret to where they are stored.
func SetData(secret *unstructured.Unstructured) {
	texts, ok := secret.Object["stringData"].(map[string]any)
	if !ok {
		return
	}
	data, ok := secret.Object["data"].(map[string]any)
	if !ok {
		data = map[string]any{}
	}
	for key, value := range texts {
		if text, ok := value.(string); ok {
			data[key] = base64.StdEncoding.EncodeToString([]byte(text))
		}
	}
	secret.Object["data"] = data
	delete(secret.Object, "stringData")
}
