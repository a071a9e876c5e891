package main

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
)

const (
	// domain is the cluster's, and istioNamespace the control plane's, as Istio is installed by default.
	domain         = "cluster.local"
	istioNamespace = "istio-system"
	// defaultNamespace is where kubectl puts what names none.
	defaultNamespace = "default"
)

// object is one of the question's objects, as sent and as the API server decodes it.
type object struct {
	index int
	raw   json.RawMessage
	unstructured.Unstructured
	gvk schema.GroupVersionKind
	// refused by its CRD's schema, or for what the webhook cannot even decode: no analyzer looks at it.
	refused bool
}

func decodeObjects(raws []json.RawMessage) ([]*object, error) {
	objects := make([]*object, len(raws))
	for i, raw := range raws {
		o := &object{index: i, raw: raw}
		if err := utiljson.Unmarshal(raw, &o.Object); err != nil || o.Object == nil {
			return nil, fmt.Errorf("objects[%d] is not a JSON object", i)
		}
		if _, err := schema.ParseGroupVersion(o.GetAPIVersion()); err != nil || o.GetAPIVersion() == "" || o.GetKind() == "" {
			return nil, fmt.Errorf("objects[%d] must have an apiVersion and a kind, got %q and %q", i, o.GetAPIVersion(), o.GetKind())
		}
		o.gvk = o.GroupVersionKind()
		if err := o.giveDefaults(); err != nil {
			return nil, fmt.Errorf("objects[%d]: %w", i, err)
		}
		objects[i] = o
	}
	return objects, nil
}

// giveDefaults fills in what the API server does, and analyzers rely on.
func (o *object) giveDefaults() error {
	namespace, ports := o.giveNamespace(), o.givePorts()
	if namespace || ports {
		return o.replace(o.Object)
	}
	return nil
}

// replace puts other content in the object's place.
func (o *object) replace(content map[string]any) (err error) {
	o.Object = content
	o.raw, err = json.Marshal(content)
	return err
}

// giveNamespace puts an object without a namespace where the API server would, unless its kind has none.
func (o *object) giveNamespace() bool {
	s, ok := collections.All.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&o.gvk))
	if !ok || s.IsClusterScoped() {
		return false
	}
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

// givePorts makes ports of a Service those of TCP, and of the pods' same ports, unless they say otherwise.
func (o *object) givePorts() bool {
	if o.gvk.Group != "" || o.gvk.Kind != "Service" {
		return false
	}
	given := false
	ports, _, _ := unstructured.NestedFieldNoCopy(o.Object, "spec", "ports")
	list, _ := ports.([]any)
	for _, item := range list {
		port, ok := item.(map[string]any)
		if !ok {
			continue
		}
		if port["protocol"] == nil {
			port["protocol"] = "TCP"
			given = true
		}
		if target := port["targetPort"]; target == nil || target == int64(0) || target == "" {
			port["targetPort"] = port["port"]
			given = true
		}
	}
	return given
}

// convert decodes an object of Istio's strictly, as istiod does.
func (o *object) convert(s resource.Schema) (*config.Config, error) {
	kind := &crd.IstioKind{}
	if err := json.Unmarshal(o.raw, kind); err != nil {
		return nil, err
	}
	return crd.ConvertObject(s, kind, domain)
}

// istioSchema finds the kind among those that istiod watches as its configuration.
func (o *object) istioSchema() (resource.Schema, bool) {
	return collections.Pilot.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&o.gvk))
}
