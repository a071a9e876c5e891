package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	tls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	secret "github.com/envoyproxy/go-control-plane/envoy/service/secret/v3"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/anypb"
)

// Answers proxies' requests for certificates as istio-agent does: "default" is a certificate with the pod's identity, "ROOTCA" is the authority of the mesh, and
// "file-root:system" is what the image of the proxy trusts.
type certificateServer struct {
	secret.UnimplementedSecretDiscoveryServiceServer
	mesh   *authority
	public *authority
}

func serveCertificates(folder, socket string) error {
	mesh, err := newAuthority(folder, "mesh-ca")
	if err != nil {
		return err
	}
	public, err := newAuthority(folder, "public-ca")
	if err != nil {
		return err
	}
	// What a client shows to a server outside the mesh.
	chain, key, err := public.issue("spiffe://lab/client")
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{"client.pem": chain, "client.key": key} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return err
		}
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	// Proxies run as another user.
	if err := os.Chmod(socket, 0o777); err != nil {
		return err
	}
	server := grpc.NewServer()
	secret.RegisterSecretDiscoveryServiceServer(server, &certificateServer{mesh: mesh, public: public})
	return server.Serve(listener)
}

func (s *certificateServer) StreamSecrets(stream secret.SecretDiscoveryService_StreamSecretsServer) error {
	var node *core.Node
	// The names that this stream was answered for. A request with the same names accepts or refuses that answer.
	var answered map[string]bool
	for version := 1; ; version++ {
		request, err := stream.Recv()
		if err != nil {
			return err
		}
		if request.GetNode() != nil {
			node = request.GetNode()
		}
		if isAnswered(answered, request.GetResourceNames()) {
			continue
		}
		answered = map[string]bool{}
		response := &discovery.DiscoveryResponse{TypeUrl: request.GetTypeUrl(), VersionInfo: strconv.Itoa(version), Nonce: strconv.Itoa(version)}
		for _, name := range request.GetResourceNames() {
			answered[name] = true
			found, err := s.secret(name, node)
			if err != nil {
				return err
			}
			if found == nil {
				continue
			}
			resource, err := anypb.New(found)
			if err != nil {
				return err
			}
			response.Resources = append(response.Resources, resource)
		}
		// A file that does not exist is never sent: what needs it is never active.
		if len(response.Resources) == 0 {
			continue
		}
		if err := stream.Send(response); err != nil {
			return err
		}
	}
}

func isAnswered(answered map[string]bool, names []string) bool {
	if len(answered) != len(names) {
		return false
	}
	for _, name := range names {
		if !answered[name] {
			return false
		}
	}
	return true
}

func (s *certificateServer) secret(name string, node *core.Node) (*tls.Secret, error) {
	switch name {
	case "default":
		metadata := node.GetMetadata().GetFields()
		identity := fmt.Sprintf("spiffe://cluster.local/ns/%s/sa/%s", metadata["NAMESPACE"].GetStringValue(), metadata["SERVICE_ACCOUNT"].GetStringValue())
		chain, key, err := s.mesh.issue(identity)
		if err != nil {
			return nil, err
		}
		return &tls.Secret{Name: name, Type: &tls.Secret_TlsCertificate{
			TlsCertificate: &tls.TlsCertificate{CertificateChain: inline(chain), PrivateKey: inline(key)},
		}}, nil
	case "ROOTCA":
		return trusted(name, s.mesh), nil
	case "file-root:system":
		return trusted(name, s.public), nil
	default:
		return nil, nil
	}
}

func trusted(name string, by *authority) *tls.Secret {
	return &tls.Secret{Name: name, Type: &tls.Secret_ValidationContext{ValidationContext: &tls.CertificateValidationContext{TrustedCa: inline(by.pem)}}}
}

func inline(text []byte) *core.DataSource {
	return &core.DataSource{Specifier: &core.DataSource_InlineBytes{InlineBytes: text}}
}
