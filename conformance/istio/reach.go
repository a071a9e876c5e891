package main

import (
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/runtime"

	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/gvk"
	"istio.io/istio/pkg/config/schema/resource"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/test"

	"cdk8s-istio-oneagent/conformance/judge"
)

// reach has istiod configure the proxies of the questions, and simulates their connections.
func reach(req *reachRequest) (*reached, error) {
	objects, err := req.objects()
	if err != nil {
		return nil, err
	}
	for _, o := range objects {
		admitted, err := admit(o)
		if err != nil {
			return nil, err
		}
		for _, f := range admitted {
			// Such an object never gets to istiod, which may break on it.
			if f.Severity == judge.SeverityError {
				return nil, fmt.Errorf("objects[%d] is refused by the %s: %s", o.given, f.Upstream, f.Message)
			}
		}
	}
	options, err := meshOptions(objects, req.meshConfig())
	if err != nil {
		return nil, err
	}
	var answers []answer
	failed := test.Wrap(func(t test.Failer) {
		defer func() {
			if p := recover(); p != nil {
				err = judge.Panicked(p)
			}
		}()
		server := xds.NewFakeDiscoveryServer(t, *options)
		applyVisibility(server, objects)
		answers = askProxies(server, req.Questions)
	})
	if err == nil {
		err = failed
	}
	return &reached{answers}, err
}

// meshOptions sorts the objects into Istio's configuration and the cluster's own objects. Kinds that neither istiod nor
// Kubernetes knows configure no proxy.
func meshOptions(objects []*object, meshConfig []byte) (*xds.FakeOptions, error) {
	options := &xds.FakeOptions{MeshConfig: mesh.DefaultMeshConfig()}
	if len(meshConfig) > 0 {
		applied, err := mesh.ApplyMeshConfigDefaults(string(meshConfig))
		if err != nil {
			return nil, fmt.Errorf("meshConfig: %w", err)
		}
		options.MeshConfig = applied
	}
	// All objects without an age have the same age.
	now := time.Now()
	for _, o := range objects {
		c, err := istioConfig(o, now)
		if err != nil {
			return nil, fmt.Errorf("objects[%d]: %w", o.given, err)
		}
		if c != nil {
			options.Configs = append(options.Configs, *c)
			continue
		}
		// The API server accepts no object that cannot be decoded.
		if k, err := kubernetesObject(o); err == nil && k != nil {
			options.KubernetesObjects = append(options.KubernetesObjects, k)
		}
	}
	return options, nil
}

func istioConfig(o *object, now time.Time) (*config.Config, error) {
	s, ok := o.istioSchema()
	if !ok {
		return nil, nil
	}
	c, err := o.convert(s)
	if err != nil {
		return nil, err
	}
	if c.CreationTimestamp.IsZero() {
		c.CreationTimestamp = now
	}
	return c, nil
}

func kubernetesObject(o *object) (runtime.Object, error) {
	decoded, _, err := kube.IstioCodec.UniversalDeserializer().Decode(o.raw, nil, nil)
	if runtime.IsNotRegisteredError(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s, ok := collections.All.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&o.gvk))
	// The fake cluster has the definitions that istiod needs, and accepts no others.
	if !ok || s.GroupVersionKind() == gvk.CustomResourceDefinition {
		return nil, nil
	}
	return decoded, nil
}
