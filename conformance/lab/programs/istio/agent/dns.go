package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protojson"

	dns "istio.io/istio/pkg/dns/client"
	dnsproto "istio.io/istio/pkg/dns/proto"
	"istio.io/istio/pkg/model"
)

const identityHeader = "x-forwarded-client-cert"

// Runs Istio's DNS proxy. The node is what the proxy of the pod tells istiod about itself, as JSON, from the file that Envoy starts with.
func serveDNS(bootstrap, istiod string) error {
	node, err := readNode(bootstrap)
	if err != nil {
		return err
	}
	namespace := node.GetMetadata().GetFields()["NAMESPACE"].GetStringValue()
	server, err := dns.NewLocalDNSServer(namespace, namespace+".svc.cluster.local", "localhost:15053")
	if err != nil {
		return err
	}
	server.StartDNS()
	connection, err := grpc.NewClient(istiod, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		table, err := nameTable(connection, node)
		if err != nil {
			return err
		}
		server.UpdateLookupTable(table)
		said, err := protojson.Marshal(table)
		if err != nil {
			return err
		}
		fmt.Printf("%s\n", said)
	}
	return nil
}

// The name table that istiod sends to a proxy that connects now: it has everything that was sent to other proxies before.
func nameTable(connection *grpc.ClientConn, node *core.Node) (*dnsproto.NameTable, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	namespace := node.GetMetadata().GetFields()["NAMESPACE"].GetStringValue()
	account := node.GetMetadata().GetFields()["SERVICE_ACCOUNT"].GetStringValue()
	ctx = metadata.AppendToOutgoingContext(ctx, identityHeader, fmt.Sprintf("URI=spiffe://cluster.local/ns/%s/sa/%s", namespace, account))
	stream, err := discovery.NewAggregatedDiscoveryServiceClient(connection).StreamAggregatedResources(ctx)
	if err != nil {
		return nil, err
	}
	if err := stream.Send(&discovery.DiscoveryRequest{Node: node, TypeUrl: model.NameTableType}); err != nil {
		return nil, err
	}
	response, err := stream.Recv()
	if err != nil {
		return nil, err
	}
	table := &dnsproto.NameTable{}
	if len(response.GetResources()) == 0 {
		return table, nil
	}
	return table, response.GetResources()[0].UnmarshalTo(table)
}

func readNode(bootstrap string) (*core.Node, error) {
	text, err := os.ReadFile(bootstrap)
	if err != nil {
		return nil, err
	}
	var file struct {
		Node json.RawMessage `json:"node"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	node := &core.Node{}
	return node, protojson.Unmarshal(file.Node, node)
}
