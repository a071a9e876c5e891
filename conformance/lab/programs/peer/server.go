package main

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"sync"

	"golang.org/x/net/http2"
)

// A port to listen on, on every address.
type listener struct {
	Port int `json:"port"`
	// What the server speaks: "tls", "plain", or whatever arrives.
	Expects string `json:"expects"`
	// Whether it is a forward proxy.
	Proxy bool `json:"proxy"`
}

// A layer of TLS around a connection.
type layer struct {
	// The server name that the client sent.
	ServerName string `json:"sni,omitempty"`
	// Whether the client showed a certificate.
	Mutual bool   `json:"mutual"`
	ALPN   string `json:"alpn,omitempty"`
}

// A server's report about a connection.
type received struct {
	Server   string  `json:"server"`
	At       string  `json:"at"`
	From     string  `json:"from"`
	Layers   []layer `json:"tls"`
	Protocol string  `json:"protocol"`
	Host     string  `json:"host,omitempty"`
	Path     string  `json:"path,omitempty"`
	Via      string  `json:"via,omitempty"`
	// What is wrong about the form in which the bytes came, for a server that speaks another one.
	Fault string `json:"fault,omitempty"`
}

type servers struct {
	name  string
	tls   *tls.Config
	names *names
	mutex sync.Mutex
	open  map[listener]net.Listener
	// What the servers speak, by port, or by address and port.
	forms map[string]string
}

const tlsHandshake = 0x16

// More bytes are never needed to tell protocols apart.
const peeked = 24

var (
	requestLine = regexp.MustCompile(`^[A-Z]{3,8} `)
	http2Start  = regexp.MustCompile(`^PRI \* HTTP/2`)
)

func newServers(name, folder string, names *names) *servers {
	issuer := &certificates{folder: folder, issued: map[string]*tls.Certificate{}}
	base := &tls.Config{GetCertificate: issuer.issue, ClientAuth: tls.RequestClientCert, MinVersion: tls.VersionTLS12}
	config := base.Clone()
	// The server picks what the client prefers: it is not the one to refuse a protocol.
	config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		own := base.Clone()
		own.NextProtos = hello.SupportedProtos
		return own, nil
	}
	return &servers{name: name, tls: config, names: names, open: map[listener]net.Listener{}}
}

// Makes the servers listen on exactly these ports.
func (s *servers) listen(wanted []listener) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	keep := map[listener]bool{}
	for _, one := range wanted {
		keep[one] = true
	}
	for one, socket := range s.open {
		if !keep[one] {
			_ = socket.Close()
			delete(s.open, one)
		}
	}
	for one := range keep {
		if s.open[one] != nil {
			continue
		}
		socket, err := net.Listen("tcp", ":"+strconv.Itoa(one.Port))
		if err != nil {
			return err
		}
		s.open[one] = socket
		go s.accept(one, socket)
	}
	return nil
}

func (s *servers) accept(on listener, socket net.Listener) {
	for {
		connection, err := socket.Accept()
		if err != nil {
			return
		}
		go s.serve(on, connection)
	}
}

// A connection of which the first bytes have been looked at.
type peekedConn struct {
	net.Conn
	reader *bufio.Reader
}

func (c *peekedConn) Read(into []byte) (int, error) { return c.reader.Read(into) }

func (s *servers) serve(on listener, connection net.Conn) {
	defer func() { _ = connection.Close() }()
	report := received{Server: s.name, At: endpoint(connection.LocalAddr()), From: endpoint(connection.RemoteAddr()), Layers: []layer{}}
	for {
		reader := bufio.NewReader(connection)
		connection = &peekedConn{connection, reader}
		first, err := reader.Peek(1)
		if err != nil {
			return
		}
		if first[0] != tlsHandshake {
			if on.Expects == "tls" && len(report.Layers) == 0 {
				return
			}
			break
		}
		if on.Expects == "plain" || (on.Expects == "tls" && len(report.Layers) > 0) {
			// What a server of HTTP answers to bytes that it cannot read.
			_, _ = connection.Write([]byte("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
			return
		}
		inner := tls.Server(connection, s.tls)
		if inner.Handshake() != nil {
			return
		}
		state := inner.ConnectionState()
		report.Layers = append(report.Layers, layer{state.ServerName, len(state.PeerCertificates) > 0, state.NegotiatedProtocol})
		connection = inner
	}
	s.answer(on, connection.(*peekedConn), report)
}

// Sets what the servers speak. They answer all the same, and report what they do not speak.
func (s *servers) speak(forms map[string]string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.forms = forms
}

// What is wrong about the form of a connection; empty if nothing is.
func (s *servers) faultOf(report received) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	_, port, _ := net.SplitHostPort(report.At)
	form := or(s.forms[report.At], s.forms[port])
	layers := len(report.Layers)
	switch {
	case layers > 1:
		return "TLS within TLS"
	case form == "plain" && layers > 0:
		return "TLS at a server of plain text"
	// Bytes that are no request are those of a client that knows its server, and starts TLS later if that wants it.
	case form == "tls" && layers == 0 && report.Protocol == "http":
		return "plain HTTP at a server of TLS"
	case form == "mutual" && (layers == 0 || !report.Layers[0].Mutual):
		return "no certificate of the client"
	}
	return ""
}

func (s *servers) answer(on listener, connection *peekedConn, report received) {
	start, _ := connection.reader.Peek(1)
	if buffered := connection.reader.Buffered(); buffered > 0 {
		start, _ = connection.reader.Peek(min(buffered, peeked))
	}
	switch {
	case http2Start.Match(start):
		report.Protocol = "http"
		report.Fault = s.faultOf(report)
		(&http2.Server{}).ServeConn(connection, &http2.ServeConnOpts{Handler: s.handler(on, report)})
	case requestLine.Match(start):
		report.Protocol = "http"
		report.Fault = s.faultOf(report)
		_ = (&http.Server{Handler: s.handler(on, report)}).Serve(&onceListener{connection: connection, closed: make(chan struct{})})
	default:
		report.Protocol = "tcp"
		report.Fault = s.faultOf(report)
		_ = json.NewEncoder(connection).Encode(report)
	}
}

func (s *servers) handler(on listener, report received) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		if on.Proxy && (request.Method == http.MethodConnect || request.URL.IsAbs()) {
			s.forward(writer, request, report)
			return
		}
		if request.Method == http.MethodConnect {
			writer.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		mine := report
		mine.Host, mine.Path = request.Host, request.URL.RequestURI()
		writer.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(writer).Encode(mine)
	})
}

// A listener with one connection, for http.Server.
type onceListener struct {
	connection net.Conn
	given      bool
	ending     sync.Once
	closed     chan struct{}
}

func (l *onceListener) Accept() (net.Conn, error) {
	if !l.given {
		l.given = true
		return &endingConn{l.connection, l}, nil
	}
	<-l.closed
	return nil, net.ErrClosed
}

func (l *onceListener) Close() error {
	l.end()
	return nil
}

// The connection of a onceListener, which ends with it.
type endingConn struct {
	net.Conn
	listener *onceListener
}

func (c *endingConn) Close() error {
	c.listener.end()
	return c.Conn.Close()
}

func (l *onceListener) end() { l.ending.Do(func() { close(l.closed) }) }

func (l *onceListener) Addr() net.Addr { return l.connection.LocalAddr() }

// An address and a port as Envoy writes them.
func endpoint(address net.Addr) string { return address.String() }
