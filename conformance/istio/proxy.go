package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/netip"
	"strings"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xds"
	istiomodel "istio.io/istio/pkg/model"

	"cdk8s-istio-oneagent/conformance/judge"
)

// askProxies sets up each proxy once, for all questions about it. Gateways come first: istiod gives a gateway the result that it
// computed for a sidecar of the namespace before, if there was one without a Sidecar resource. That result differs if several
// namespaces have a host, and depends on the order of the proxies.
func askProxies(server *xds.FakeDiscoveryServer, questions []question) []answer {
	proxies := map[string]*proxy{}
	answers := make([]answer, len(questions))
	for _, gateways := range []bool{true, false} {
		for i := range questions {
			if questions[i].Gateway == gateways {
				answers[i] = askProxy(server, proxies, &questions[i])
			}
		}
	}
	return answers
}

// askProxy keeps an error in one question from affecting the others.
func askProxy(server *xds.FakeDiscoveryServer, proxies map[string]*proxy, q *question) (out answer) {
	defer func() {
		if p := recover(); p != nil {
			out = answer{Error: judge.Panicked(p).Error()}
		}
	}()
	call, err := q.call()
	if err != nil {
		return answer{Error: err.Error()}
	}
	id := q.proxyID()
	if proxies[id] == nil {
		proxies[id] = newProxy(server, q)
	}
	return proxies[id].ask(q, call)
}

// proxyID is equal for questions to one proxy.
func (q *question) proxyID() string {
	id, _ := json.Marshal([]any{q.Namespace, q.Labels, q.Annotations, q.Gateway, q.DNSCapture})
	return string(id)
}

// node is the proxy as istiod knows it after it has connected.
func (q *question) node() *model.Proxy {
	node := &model.Proxy{
		Type:            model.SidecarProxy,
		ConfigNamespace: q.Namespace,
		Labels:          q.Labels,
		// istiod always sets one: without, it breaks on the failover of a DestinationRule.
		Locality: &core.Locality{},
		// An address that no endpoint of a question has: otherwise istiod would treat the proxy as that endpoint's.
		IPAddresses: []string{"100.127.255.254"},
		Metadata: &istiomodel.NodeMetadata{
			IstioVersion: istioVersion + ".0",
			Namespace:    q.Namespace,
			Labels:       q.Labels,
			Annotations:  q.Annotations,
			ClusterID:    "Kubernetes",
			DNSCapture:   istiomodel.StringBool(q.DNSCapture),
			// Every injected proxy announces these two, and istiod keeps HTTP listeners off them.
			EnvoyStatusPort:     15021,
			EnvoyPrometheusPort: 15090,
		},
	}
	if q.Gateway {
		node.Type = model.Router
	}
	return node
}

// call is the connection in the form of the simulation.
func (q *question) call() (*simulation.Call, error) {
	if q.Injected != nil && !*q.Injected && !q.Gateway {
		return nil, fmt.Errorf("'injected' must be true: without a proxy there is nothing to simulate")
	}
	if q.Namespace == "" {
		return nil, fmt.Errorf("'namespace' must be given: it is the client's")
	}
	if q.Address != "" {
		if _, err := netip.ParseAddr(q.Address); err != nil {
			return nil, fmt.Errorf("'address' must be an IP, got %q", q.Address)
		}
	}
	if q.Port < 1 || q.Port > 65535 {
		return nil, fmt.Errorf("'port' must be 1 to 65535, got %d", q.Port)
	}
	call := &simulation.Call{Address: q.Address, Port: q.Port, Path: q.Path, CallMode: simulation.CallModeOutbound}
	if q.Gateway {
		call.CallMode = simulation.CallModeGateway
	}
	// Envoy compares names in lower case, the simulation compares them unchanged.
	name := strings.ToLower(q.Host)
	switch q.Protocol {
	case "http":
		call.Protocol, call.TLS = simulation.HTTP, simulation.Plaintext
		if call.HostHeader = name; name == "" {
			// HTTP/1.1 has no request without a Host: a client without a name sends the address.
			call.HostHeader = bracketed(q.Address)
		}
	case "https":
		call.Protocol, call.TLS = simulation.TCP, simulation.TLS
		if q.Gateway {
			// A gateway may terminate TLS and route the request.
			call.Protocol, call.HostHeader = simulation.HTTP, name
		}
		// An SNI is never an IP, and has neither a port nor a dot at its end (RFC 6066, 3).
		if _, err := netip.ParseAddr(q.name()); err != nil {
			call.Sni = q.name()
		}
	case "tcp":
		call.Protocol, call.TLS = simulation.TCP, simulation.Plaintext
	default:
		return nil, fmt.Errorf("'protocol' must be \"http\", \"https\" or \"tcp\", got %q", q.Protocol)
	}
	return call, nil
}

func bracketed(address string) string {
	if strings.Contains(address, ":") {
		return "[" + address + "]"
	}
	return address
}

// name is the host in lower case, without a port and a dot at its end: as DNS compares it.
func (q *question) name() string {
	return strings.TrimSuffix(strings.Trim(withoutPort(strings.ToLower(q.Host)), "[]"), ".")
}

func withoutPort(name string) string {
	if host, _, err := net.SplitHostPort(name); err == nil {
		return host
	}
	return name
}
