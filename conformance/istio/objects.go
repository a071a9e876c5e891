package main

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"

	"cdk8s-istio-oneagent/conformance/judge/apiserver"
)

const (
	// domain is the cluster's domain, and istioNamespace the control plane's namespace, as in a default installation of Istio.
	domain         = "cluster.local"
	istioNamespace = "istio-system"
)

// object is an object of the question, as sent and as the API server decodes it.
type object struct {
	index int
	raw   json.RawMessage
	unstructured.Unstructured
	gvk schema.GroupVersionKind
	// refused by its CRD's schema, or because the webhook cannot decode it: no analyzer sees it.
	refused bool
}

func decodeObjects(raws []json.RawMessage) ([]*object, error) {
	decoded, err := apiserver.Decode(raws)
	if err != nil {
		return nil, err
	}
	objects := make([]*object, len(raws))
	for i, o := range decoded {
		objects[i] = &object{index: i, raw: raws[i], Unstructured: o, gvk: o.GroupVersionKind()}
		if err := objects[i].setDefaults(); err != nil {
			return nil, fmt.Errorf("objects[%d]: %w", i, err)
		}
	}
	return objects, nil
}

// setDefaults sets what the API server sets and the analyzers rely on.
func (o *object) setDefaults() error {
	changed := o.setPorts()
	s, ok := collections.All.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&o.gvk))
	if ok && !s.IsClusterScoped() {
		changed = apiserver.SetNamespace(&o.Unstructured) || changed
	}
	if !changed {
		return nil
	}
	return o.encode()
}

// encode renews what the software reads after the object has changed.
func (o *object) encode() (err error) {
	o.raw, err = json.Marshal(o.Object)
	return err
}

// setPorts sets the protocol of a Service's ports to TCP, and their target to the same port of the pods, unless they declare
// another. It returns whether the object has changed.
func (o *object) setPorts() bool {
	if o.gvk.Group != "" || o.gvk.Kind != "Service" {
		return false
	}
	changed := false
	ports, _, _ := unstructured.NestedFieldNoCopy(o.Object, "spec", "ports")
	list, _ := ports.([]any)
	for _, item := range list {
		port, ok := item.(map[string]any)
		if !ok {
			continue
		}
		if port["protocol"] == nil {
			port["protocol"] = "TCP"
			changed = true
		}
		if target := port["targetPort"]; target == nil || target == int64(0) || target == "" {
			port["targetPort"] = port["port"]
			changed = true
		}
	}
	return changed
}

// convert decodes an object of Istio strictly, as istiod does.
func (o *object) convert(s resource.Schema) (*config.Config, error) {
	kind := &crd.IstioKind{}
	if err := json.Unmarshal(o.raw, kind); err != nil {
		return nil, err
	}
	return crd.ConvertObject(s, kind, domain)
}

// istioSchema finds the kind among the kinds that istiod watches as its configuration.
func (o *object) istioSchema() (resource.Schema, bool) {
	return collections.Pilot.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&o.gvk))
}
