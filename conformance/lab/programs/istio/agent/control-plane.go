package main

import (
	"crypto/tls"
	"io"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	security "istio.io/api/security/v1alpha1"
)

// What ztunnel takes for istiod: it refuses plain text. One address signs certificates, the next one passes the configuration of istiod on, and the last one passes it on to
// waypoints.
func serveControlPlane(folder, signing, configuration, waypoints, istiod string) error {
	mesh, err := readAuthority(folder, "mesh-ca")
	if err != nil {
		return err
	}
	certificate, err := mesh.serverCertificate("localhost")
	if err != nil {
		return err
	}
	settings := &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"h2"}}
	signer, err := net.Listen("tcp", signing)
	if err != nil {
		return err
	}
	passer, err := tls.Listen("tcp", configuration, settings)
	if err != nil {
		return err
	}
	waypoint, err := net.Listen("tcp", waypoints)
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.Creds(credentials.NewTLS(settings)))
	security.RegisterIstioCertificateServiceServer(server, &signingServer{mesh: mesh})
	ended := make(chan error)
	go func() { ended <- server.Serve(signer) }()
	go func() { ended <- passOn(passer, istiod) }()
	go func() { ended <- serveStockEnvoys(waypoint, istiod) }()
	return <-ended
}

// Passes the bytes of each connection on to another address.
func passOn(listener net.Listener, address string) error {
	for {
		client, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer client.Close()
			server, err := net.Dial("tcp", address)
			if err != nil {
				return
			}
			defer server.Close()
			go func() {
				_, _ = io.Copy(server, client)
				server.Close()
			}()
			_, _ = io.Copy(client, server)
		}()
	}
}
