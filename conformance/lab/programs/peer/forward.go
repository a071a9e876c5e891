package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
)

// The header in which a forward proxy says that it is one.
const proxyHeader = "X-Lab-Proxy"

// Does what a forward proxy does: a tunnel for CONNECT, a request of its own for http://host/path.
func (s *servers) forward(writer http.ResponseWriter, request *http.Request, report received) {
	writer.Header().Set(proxyHeader, report.At)
	if request.Method != http.MethodConnect {
		s.fetch(writer, request)
		return
	}
	server, err := s.dial(request.Context(), "tcp", request.Host)
	if err != nil {
		http.Error(writer, err.Error(), http.StatusBadGateway)
		return
	}
	defer func() { _ = server.Close() }()
	client, buffered, err := writer.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = client.Close() }()
	_, _ = client.Write([]byte("HTTP/1.1 200 OK\r\n" + proxyHeader + ": " + report.At + "\r\n\r\n"))
	go func() {
		_, _ = io.Copy(server, buffered)
		_ = server.Close()
	}()
	_, _ = io.Copy(client, server)
}

func (s *servers) fetch(writer http.ResponseWriter, request *http.Request) {
	transport := &http.Transport{DialContext: s.dial, DisableKeepAlives: true}
	request.RequestURI = ""
	answer, err := transport.RoundTrip(request)
	if err != nil {
		http.Error(writer, err.Error(), http.StatusBadGateway)
		return
	}
	defer func() { _ = answer.Body.Close() }()
	writer.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(writer, answer.Body)
}

// Opens a connection from outside, by the names that DNS knows.
func (s *servers) dial(ctx context.Context, _, target string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(target)
	if err != nil {
		return nil, err
	}
	if net.ParseIP(host) == nil {
		_, addresses, _ := s.names.lookup(host)
		if len(addresses) == 0 {
			return nil, &net.DNSError{Err: "no such host", Name: strings.ToLower(host), IsNotFound: true}
		}
		host = addresses[0]
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
}
