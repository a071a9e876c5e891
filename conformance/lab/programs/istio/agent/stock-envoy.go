package main

import (
	"net"
	"strings"

	udpa "github.com/cncf/xds/go/udpa/type/v1"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	common "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/common/set_filter_state/v3"
	httpstate "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/set_filter_state/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	networkstate "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/set_filter_state/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

// Passes the configuration of istiod on to a waypoint, without the extensions that only Istio's own build of Envoy has. They are for telemetry.
type stockEnvoyServer struct {
	discovery.UnimplementedAggregatedDiscoveryServiceServer
	istiod discovery.AggregatedDiscoveryServiceClient
}

func serveStockEnvoys(address net.Listener, istiod string) error {
	connection, err := grpc.NewClient(istiod, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	server := grpc.NewServer()
	discovery.RegisterAggregatedDiscoveryServiceServer(server, &stockEnvoyServer{istiod: discovery.NewAggregatedDiscoveryServiceClient(connection)})
	return server.Serve(address)
}

func (s *stockEnvoyServer) DeltaAggregatedResources(envoy discovery.AggregatedDiscoveryService_DeltaAggregatedResourcesServer) error {
	context := envoy.Context()
	// istiod reads the identity of the proxy from a header.
	if given, ok := metadata.FromIncomingContext(context); ok {
		context = metadata.NewOutgoingContext(context, metadata.MD{"x-forwarded-client-cert": given.Get("x-forwarded-client-cert")})
	}
	istiod, err := s.istiod.DeltaAggregatedResources(context)
	if err != nil {
		return err
	}
	ended := make(chan error, 2)
	go func() {
		for {
			request, err := envoy.Recv()
			if err == nil {
				err = istiod.Send(request)
			}
			if err != nil {
				ended <- err
				return
			}
		}
	}()
	go func() {
		for {
			response, err := istiod.Recv()
			if err == nil {
				err = withoutExtensions(response)
			}
			if err == nil {
				err = envoy.Send(response)
			}
			if err != nil {
				ended <- err
				return
			}
		}
	}()
	return <-ended
}

func withoutExtensions(response *discovery.DeltaDiscoveryResponse) error {
	for _, resource := range response.GetResources() {
		found := &listener.Listener{}
		if !resource.GetResource().MessageIs(found) {
			continue
		}
		if err := resource.GetResource().UnmarshalTo(found); err != nil {
			return err
		}
		chains := found.GetFilterChains()
		if last := found.GetDefaultFilterChain(); last != nil {
			chains = append(chains, last)
		}
		for _, chain := range chains {
			if err := cleanChain(chain); err != nil {
				return err
			}
		}
		cleaned, err := anypb.New(found)
		if err != nil {
			return err
		}
		resource.Resource = cleaned
	}
	return nil
}

func cleanChain(chain *listener.FilterChain) error {
	kept := []*listener.Filter{}
	for _, filter := range chain.GetFilters() {
		manager := &hcm.HttpConnectionManager{}
		if filter.GetTypedConfig().MessageIs(manager) {
			if err := filter.GetTypedConfig().UnmarshalTo(manager); err != nil {
				return err
			}
			filters := []*hcm.HttpFilter{}
			for _, each := range manager.GetHttpFilters() {
				if isOfIstio(each.GetTypedConfig()) {
					continue
				}
				config, err := withTextState(each.GetTypedConfig())
				if err != nil {
					return err
				}
				each.ConfigType = &hcm.HttpFilter_TypedConfig{TypedConfig: config}
				filters = append(filters, each)
			}
			manager.HttpFilters = filters
			cleaned, err := anypb.New(manager)
			if err != nil {
				return err
			}
			filter.ConfigType = &listener.Filter_TypedConfig{TypedConfig: cleaned}
		}
		if isOfIstio(filter.GetTypedConfig()) {
			continue
		}
		config, err := withTextState(filter.GetTypedConfig())
		if err != nil {
			return err
		}
		filter.ConfigType = &listener.Filter_TypedConfig{TypedConfig: config}
		kept = append(kept, filter)
	}
	chain.Filters = kept
	return nil
}

// A filter that keeps values of a connection under keys of Istio. Istio's build knows them; others must be told that they are text.
func withTextState(config *anypb.Any) (*anypb.Any, error) {
	var values []*common.FilterStateValue
	var changed proto.Message
	if ofHTTP := (&httpstate.Config{}); config.MessageIs(ofHTTP) {
		if err := config.UnmarshalTo(ofHTTP); err != nil {
			return nil, err
		}
		values, changed = ofHTTP.GetOnRequestHeaders(), ofHTTP
	}
	if ofNetwork := (&networkstate.Config{}); config.MessageIs(ofNetwork) {
		if err := config.UnmarshalTo(ofNetwork); err != nil {
			return nil, err
		}
		values, changed = ofNetwork.GetOnNewConnection(), ofNetwork
	}
	if changed == nil {
		return config, nil
	}
	for _, value := range values {
		isUnknown := strings.HasPrefix(value.GetObjectKey(), "io.istio.") && value.GetFactoryKey() == ""
		if isUnknown || strings.HasPrefix(value.GetFactoryKey(), "istio.") {
			value.FactoryKey = "envoy.string"
		}
	}
	return anypb.New(changed)
}

// Whether a filter is one of Istio's own extensions, or of WebAssembly for them.
func isOfIstio(config *anypb.Any) bool {
	wrapped := &udpa.TypedStruct{}
	url := config.GetTypeUrl()
	if config.MessageIs(wrapped) && config.UnmarshalTo(wrapped) == nil {
		url = wrapped.GetTypeUrl()
	}
	return strings.Contains(url, "io.istio.") || strings.Contains(url, "stats.PluginConfig")
}
