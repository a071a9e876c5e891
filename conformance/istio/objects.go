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
	// index is the place among all objects after lists are opened, and given the place in the question.
	index int
	given int
	raw   json.RawMessage
	unstructured.Unstructured
	gvk schema.GroupVersionKind
	// refused by its CRD's schema, or because nobody can decode it: no analyzer sees it.
	refused bool
}

func decodeObjects(raws []json.RawMessage) ([]*object, error) {
	decoded, err := apiserver.Decode(raws)
	if err != nil {
		return nil, err
	}
	objects := make([]*object, len(decoded))
	for i, o := range decoded {
		objects[i] = &object{index: i, given: o.Given, Unstructured: o.Unstructured, gvk: o.GroupVersionKind()}
		if err := objects[i].setDefaults(); err != nil {
			return nil, fmt.Errorf("objects[%d]: %w", o.Given, err)
		}
	}
	return objects, nil
}

// setDefaults sets what the API server sets and Istio relies on.
func (o *object) setDefaults() error {
	if o.gvk.Group == "" && o.gvk.Kind == "Service" {
		o.setPorts()
		o.allocate()
	}
	if o.gvk.Group == "" && o.gvk.Kind == "Secret" {
		apiserver.SetData(&o.Unstructured)
	}
	s, ok := collections.All.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&o.gvk))
	if ok && !s.IsClusterScoped() {
		apiserver.SetNamespace(&o.Unstructured)
	}
	return o.encode()
}

// allocate gives a Service a cluster IP, unless it has one or needs none. A Service without any would be one for all addresses.
func (o *object) allocate() {
	spec, ok := o.Object["spec"].(map[string]any)
	if !ok || spec["type"] == "ExternalName" || (spec["clusterIP"] != nil && spec["clusterIP"] != "") {
		return
	}
	// 10.111.0.0/16 is in no question.
	spec["clusterIP"] = fmt.Sprintf("10.111.%d.%d", o.index/250%250, o.index%250+1)
}

// encode renews what the software reads after the object has changed.
func (o *object) encode() (err error) {
	o.raw, err = json.Marshal(o.Object)
	return err
}

// setPorts sets the protocol of a Service's ports to TCP, and their target to the same port of the pods, unless they declare
// another.
func (o *object) setPorts() {
	ports, _, _ := unstructured.NestedFieldNoCopy(o.Object, "spec", "ports")
	list, _ := ports.([]any)
	for _, item := range list {
		port, ok := item.(map[string]any)
		if !ok {
			continue
		}
		if port["protocol"] == nil {
			port["protocol"] = "TCP"
		}
		if target := port["targetPort"]; target == nil || target == int64(0) || target == "" {
			port["targetPort"] = port["port"]
		}
	}
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
