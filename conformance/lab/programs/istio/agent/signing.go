package main

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/url"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	security "istio.io/api/security/v1alpha1"
)

// Signs certificates for ztunnel as istiod does: ztunnel asks for the identities of the pods that it serves.
type signingServer struct {
	security.UnimplementedIstioCertificateServiceServer
	mesh *authority
}

func (s *signingServer) CreateCertificate(_ context.Context, request *security.IstioCertificateRequest) (*security.IstioCertificateResponse, error) {
	identity := request.GetMetadata().GetFields()["ImpersonatedIdentity"].GetStringValue()
	chain, err := s.mesh.sign(request.GetCsr(), identity)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	return &security.IstioCertificateResponse{CertChain: []string{string(chain), string(s.mesh.pem)}}, nil
}

// The certificate that a request asks for, as PEM.
func (a *authority) sign(request, identity string) ([]byte, error) {
	block, _ := pem.Decode([]byte(request))
	if block == nil {
		return nil, fmt.Errorf("the request is not PEM")
	}
	parsed, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil {
		return nil, err
	}
	uri, err := url.Parse(identity)
	if err != nil {
		return nil, err
	}
	template, err := identityTemplate(uri)
	if err != nil {
		return nil, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, parsed.PublicKey, a.key)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), err
}
