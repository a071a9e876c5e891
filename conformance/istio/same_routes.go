package main

import (
	"encoding/json"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/api/networking/v1alpha3"
	"istio.io/istio/pkg/config/analysis/analyzers/util"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/resource"
)

// sameRoutes knows the VirtualServices of sidecars by their hosts, in the groups in which the analyzer compares them
// (IST0109). If all of a group only have TLS routes, and the same ones for the host, it makes no difference which of them
// sidecars use.
type sameRoutes struct {
	groups map[util.ScopedFqdn][]routed
}

// routed is a host of a VirtualService, as it is written, with what the VirtualService does with it.
type routed struct {
	index     int
	namespace string
	host      string
	// tls are the routes for the host as JSON; empty if the VirtualService has others.
	tls string
}

func newSameRoutes() *sameRoutes {
	return &sameRoutes{groups: map[util.ScopedFqdn][]routed{}}
}

func (s *sameRoutes) add(o *object, spec *v1alpha3.VirtualService) {
	if len(spec.GetGateways()) > 0 && !slices.Contains(spec.GetGateways(), util.MeshGateway) {
		return
	}
	scopes := map[string]bool{}
	if util.IsExportToAllNamespaces(spec.GetExportTo()) {
		scopes[util.ExportToAllNamespaces] = true
	} else {
		for _, scope := range spec.GetExportTo() {
			if scope == util.ExportToNamespaceLocal {
				scope = o.GetNamespace()
			}
			scopes[scope] = true
		}
	}
	for scope := range scopes {
		for _, h := range spec.GetHosts() {
			key := util.NewScopedFqdn(scope, resource.Namespace(o.GetNamespace()), h)
			s.groups[key] = append(s.groups[key], routed{index: o.index, namespace: o.GetNamespace(), host: h, tls: tlsRoutes(o, spec, h)})
		}
	}
}

// alike returns whether in each group of the VirtualService with that index all route the host alike.
func (s *sameRoutes) alike(index int) bool {
	for key, own := range s.groups {
		group := append(slices.Clone(own), s.covering(key)...)
		if len(group) > 1 && slices.ContainsFunc(group, func(r routed) bool { return r.index == index }) && !areAlike(group) {
			return false
		}
	}
	return true
}

// covering returns the VirtualServices for all namespaces that the analyzer adds to a group of another scope.
func (s *sameRoutes) covering(key util.ScopedFqdn) []routed {
	scope, name := key.GetScopeAndFqdn()
	if scope == util.ExportToAllNamespaces {
		return nil
	}
	out := []routed{}
	for other, group := range s.groups {
		if otherScope, otherName := other.GetScopeAndFqdn(); otherScope == util.ExportToAllNamespaces && host.Name(name).Matches(host.Name(otherName)) {
			out = append(out, group...)
		}
	}
	return out
}

func areAlike(group []routed) bool {
	first := group[0]
	if first.tls == "" {
		return false
	}
	others := 0
	for _, r := range group[1:] {
		if r.namespace != first.namespace || r.host != first.host || r.tls != first.tls {
			return false
		}
		if r.index != first.index {
			others++
		}
	}
	return others > 0
}

// tlsRoutes returns the TLS routes for a host of a VirtualService, or nothing if it has others or is for gateways too.
func tlsRoutes(o *object, spec *v1alpha3.VirtualService, h string) string {
	for _, gateway := range spec.GetGateways() {
		if gateway != util.MeshGateway {
			return ""
		}
	}
	if len(spec.GetHttp()) > 0 || len(spec.GetTcp()) > 0 {
		return ""
	}
	written := 0
	for _, other := range spec.GetHosts() {
		if other == h {
			written++
		}
	}
	if written != 1 {
		return ""
	}
	routes := []any{}
	rules, _, _ := unstructured.NestedSlice(o.Object, "spec", "tls")
	for i, rule := range rules {
		fields, _ := rule.(map[string]any)
		matches, _ := fields["match"].([]any)
		for j, match := range spec.GetTls()[i].GetMatch() {
			if !slices.Contains(match.GetSniHosts(), h) {
				continue
			}
			conditions, _ := matches[j].(map[string]any)
			delete(conditions, "sniHosts")
			routes = append(routes, map[string]any{"match": conditions, "route": fields["route"]})
		}
	}
	out, err := json.Marshal(routes)
	if err != nil {
		return ""
	}
	return string(out)
}
