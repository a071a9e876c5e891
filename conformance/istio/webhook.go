package main

import (
	"github.com/hashicorp/go-multierror"

	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
)

// validateInWebhook does what istiod's validating webhook does with a create request.
func validateInWebhook(o *object) (warnings, errors []string) {
	// All versions of a kind share one schema there.
	s, ok := collections.PilotGatewayAPI().FindByGroupKind(resource.FromKubernetesGVK(&o.gvk))
	if !ok {
		return nil, []string{"unrecognized type " + o.gvk.String()}
	}
	config, err := o.convert(s)
	if err != nil {
		o.refused = true
		return nil, []string{"error decoding configuration: " + err.Error()}
	}
	warning, err := s.ValidateConfig(*config)
	return messages(warning), messages(err)
}

func messages(err error) []string {
	if err == nil {
		return nil
	}
	if several, ok := err.(*multierror.Error); ok {
		out := []string{}
		for _, e := range several.WrappedErrors() {
			out = append(out, e.Error())
		}
		return out
	}
	return []string{err.Error()}
}
