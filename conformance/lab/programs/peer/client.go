package main

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// A connection to open, as an application would.
type dial struct {
	ID       string `json:"id"`
	Host     string `json:"host"`
	Address  string `json:"address"`
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
	Path     string `json:"path"`
	// The forward proxy that is asked for the connection.
	Proxy *struct {
		Host    string `json:"host"`
		Address string `json:"address"`
		Port    int    `json:"port"`
		Mode    string `json:"mode"`
	} `json:"proxy"`
	Milliseconds int `json:"milliseconds"`
}

// What happened to the connection.
type dialled struct {
	DNS      *resolved       `json:"dns,omitempty"`
	From     string          `json:"from,omitempty"`
	To       string          `json:"to,omitempty"`
	Received json.RawMessage `json:"received,omitempty"`
	Via      string          `json:"via,omitempty"`
	Error    string          `json:"error,omitempty"`
}

// Below the ports that the kernel assigns, and above the proxy's own.
const firstPort, lastPort = 16_000, 32_000

// A port that no other connection has. The kernel assigns one port to several connections to different addresses. Redirected to the proxy, they
// all go to one address. The kernel would then change the ports on the way, and the proxy's log entries could not be assigned to connections.
var ports atomic.Int64

var report = regexp.MustCompile(`\{"server":.*\}`)

func (d *dial) open() (result dialled) {
	host, address, port := d.Host, d.Address, d.Port
	if d.Proxy != nil {
		host, address, port = d.Proxy.Host, d.Proxy.Address, d.Proxy.Port
	}
	if address == "" {
		answer := resolve(host)
		result.DNS = &answer
		if len(answer.Addresses) == 0 {
			result.Error = answer.Error
			return result
		}
		address = answer.Addresses[0]
	}
	deadline := time.Now().Add(time.Duration(d.Milliseconds) * time.Millisecond)
	result.To = net.JoinHostPort(address, strconv.Itoa(port))
	local := &net.TCPAddr{Port: firstPort + int(ports.Add(1))%(lastPort-firstPort)}
	connection, err := (&net.Dialer{LocalAddr: local, Deadline: deadline}).Dial("tcp", result.To)
	if err != nil {
		result.Error = describe(err)
		return result
	}
	defer func() { _ = connection.Close() }()
	_ = connection.SetDeadline(deadline)
	result.From = endpoint(connection.LocalAddr())
	text, via, err := d.exchange(connection)
	result.Via = via
	if found := report.Find(text); found != nil {
		result.Received = found
	} else {
		result.Error = failure(text, err)
	}
	return result
}

// Sends what the application sends, and returns what came back.
func (d *dial) exchange(connection net.Conn) (text []byte, via string, err error) {
	target := net.JoinHostPort(or(d.Host, d.Address), strconv.Itoa(d.Port))
	if d.Proxy != nil && d.Proxy.Mode == "CONNECT" {
		if connection, via, err = connect(connection, target, d.ID); err != nil {
			return nil, "", err
		}
	}
	if d.Protocol == "https" {
		// The question is whether bytes flow, not who answers: the server reports that itself.
		secure := tls.Client(connection, &tls.Config{ServerName: nameOf(d.Host), InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}})
		if err := secure.Handshake(); err != nil {
			return nil, via, err
		}
		connection = secure
	}
	if _, err := connection.Write(d.greeting(target)); err != nil {
		return nil, via, err
	}
	text, err = io.ReadAll(connection)
	if found := proxyLine.FindSubmatch(text); found != nil {
		via = string(found[1])
	}
	return text, via, err
}

var proxyLine = regexp.MustCompile(`(?i)\r\n` + proxyHeader + `: (\S+)\r\n`)

func (d *dial) greeting(target string) []byte {
	// Bytes that can't be the start of a request: the proxy would wait for the rest of it.
	if d.Protocol == "tcp" {
		return []byte("\x00lab\n")
	}
	path := or(d.Path, "/")
	if d.Proxy != nil && d.Proxy.Mode == "absolute" {
		path = "http://" + d.authority(target) + path
	}
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\nX-Lab: %s\r\nConnection: close\r\n\r\n", path, d.authority(target), d.ID)
}

func (d *dial) authority(target string) string {
	usual := map[string]int{"http": 80, "https": 443}[d.Protocol]
	if d.Port != usual {
		return target
	}
	host, _, _ := net.SplitHostPort(target)
	if net.ParseIP(host) != nil && net.ParseIP(host).To4() == nil {
		return "[" + host + "]"
	}
	return host
}

// Asks a forward proxy for a tunnel.
func connect(connection net.Conn, target, id string) (net.Conn, string, error) {
	if _, err := fmt.Fprintf(connection, "CONNECT %s HTTP/1.1\r\nHost: %s\r\nX-Lab: %s\r\n\r\n", target, target, id); err != nil {
		return nil, "", err
	}
	reader := bufio.NewReader(connection)
	answer, err := http.ReadResponse(reader, &http.Request{Method: http.MethodConnect})
	if err != nil {
		return nil, "", err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("HTTP %s", answer.Status)
	}
	return &peekedConn{connection, reader}, answer.Header.Get(proxyHeader), nil
}

var statusLine = regexp.MustCompile(`^HTTP/1\.[01] ([^\r\n]*)`)

func failure(text []byte, err error) string {
	if found := statusLine.FindSubmatch(text); found != nil {
		return "HTTP " + string(found[1])
	}
	if err != nil {
		return describe(err)
	}
	return "the connection was closed"
}

func describe(err error) string {
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return "no answer in time"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed"
	// If a proxy closes a connection, the kernel sends a reset or an end, depending on whether the client's bytes were there already.
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection was closed"
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	return err.Error()
}

// TLS sends no address as a server name.
func nameOf(host string) string {
	if net.ParseIP(host) != nil {
		return ""
	}
	return host
}

func or(text, other string) string {
	if text != "" {
		return text
	}
	return other
}
