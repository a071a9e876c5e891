package main

import (
	corev1 "k8s.io/api/core/v1"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/serviceregistry/provider"
	"istio.io/istio/pilot/test/xds"
)

// applyVisibility evaluates MeshConfig.serviceEntryVisibility with the labels of the question's namespaces. The fake control
// plane has done so without labels: it reads namespaces from its own client, which is always empty.
func applyVisibility(server *xds.FakeDiscoveryServer, objects []*object) {
	configured := server.Env().Mesh().GetServiceEntryVisibility()
	if configured == nil {
		return
	}
	matcher, ok := model.CompileServiceEntryVisibility(configured)
	if !ok {
		// istiod would keep the last valid setting, but there is none.
		return
	}
	labels := map[string]map[string]string{}
	for _, o := range objects {
		if o.gvk.Group == "" && o.gvk.Kind == "Namespace" {
			labels[o.GetName()] = o.GetLabels()
		}
	}
	for _, service := range server.Env().ServiceDiscovery.Services() {
		if service.Attributes.ServiceRegistry != provider.External {
			continue
		}
		namespace := service.Attributes.Namespace
		// The API server gives every namespace this label.
		all := map[string]string{corev1.LabelMetadataName: namespace}
		for name, value := range labels[namespace] {
			all[name] = value
		}
		service.Attributes.Visibility = matcher.VisibilityFor(all)
	}
	push := model.NewPushContext()
	push.InitContext(server.Env(), nil, nil)
	server.Env().SetPushContext(push)
}
