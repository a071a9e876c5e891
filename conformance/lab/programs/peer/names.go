package main

import (
	"net"
	"strings"
	"sync"

	"github.com/miekg/dns"
)

// The names that DNS knows, without the last dot and in lower case. A name may be a wildcard such as *.example.com.
type zone struct {
	Addresses map[string][]string `json:"addresses"`
	Aliases   map[string]string   `json:"aliases"`
}

// The DNS server of the lab: the cluster's and the public one.
type names struct {
	mutex sync.RWMutex
	zone  zone
}

const (
	// Envoy asks again when this time is over, and keeps using the answer until then.
	ttl        = 1
	maxAliases = 8
)

func (n *names) set(zone zone) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.zone = zone
}

func (n *names) serve(address string) error {
	packets, err := net.ListenPacket("udp", net.JoinHostPort(address, "53"))
	if err != nil {
		return err
	}
	connections, err := net.Listen("tcp", net.JoinHostPort(address, "53"))
	if err != nil {
		return err
	}
	go func() { _ = (&dns.Server{PacketConn: packets, Handler: dns.HandlerFunc(n.answer)}).ActivateAndServe() }()
	go func() {
		_ = (&dns.Server{Listener: connections, Handler: dns.HandlerFunc(n.answer)}).ActivateAndServe()
	}()
	return nil
}

func (n *names) answer(writer dns.ResponseWriter, request *dns.Msg) {
	reply := new(dns.Msg).SetReply(request)
	reply.Authoritative = true
	reply.RecursionAvailable = true
	if len(request.Question) == 1 {
		n.resolve(reply, request.Question[0])
	}
	_ = writer.WriteMsg(reply)
}

func (n *names) resolve(reply *dns.Msg, asked dns.Question) {
	aliases, addresses, found := n.lookup(asked.Name)
	if !found {
		reply.Rcode = dns.RcodeNameError
		return
	}
	owner := asked.Name
	for _, alias := range aliases {
		reply.Answer = append(reply.Answer, &dns.CNAME{Hdr: header(owner, dns.TypeCNAME), Target: dns.Fqdn(alias)})
		owner = dns.Fqdn(alias)
	}
	for _, text := range addresses {
		address := net.ParseIP(text)
		if v4 := address.To4(); v4 != nil {
			if asked.Qtype == dns.TypeA {
				reply.Answer = append(reply.Answer, &dns.A{Hdr: header(owner, dns.TypeA), A: v4})
			}
		} else if asked.Qtype == dns.TypeAAAA {
			reply.Answer = append(reply.Answer, &dns.AAAA{Hdr: header(owner, dns.TypeAAAA), AAAA: address})
		}
	}
}

// The aliases that lead from a name to its addresses, and whether the name or its last alias is known.
func (n *names) lookup(name string) (aliases []string, addresses []string, found bool) {
	n.mutex.RLock()
	defer n.mutex.RUnlock()
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	for range maxAliases {
		alias, isAlias := match(n.zone.Aliases, name)
		if !isAlias {
			break
		}
		aliases = append(aliases, alias)
		name = strings.ToLower(strings.TrimSuffix(alias, "."))
	}
	addresses, found = match(n.zone.Addresses, name)
	return aliases, addresses, found || len(aliases) > 0
}

func match[T any](all map[string]T, name string) (T, bool) {
	value, found := all[name]
	for rest := name; !found; value, found = all["*."+rest] {
		_, after, more := strings.Cut(rest, ".")
		if !more {
			break
		}
		rest = after
	}
	return value, found
}

func header(name string, kind uint16) dns.RR_Header {
	return dns.RR_Header{Name: name, Rrtype: kind, Class: dns.ClassINET, Ttl: ttl}
}
