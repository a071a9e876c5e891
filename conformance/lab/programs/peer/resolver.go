package main

import (
	"net"
	"time"

	"github.com/miekg/dns"
)

// What the resolver of a pod found.
type resolved struct {
	Name      string   `json:"name"`
	Aliases   []string `json:"aliases,omitempty"`
	Addresses []string `json:"addresses"`
	Error     string   `json:"error,omitempty"`
}

const dnsSeconds = 3

// Asks for a name as the resolver of a C library does: by the search domains of the pod, IPv4 first. The DNS proxy of a sidecar gets the questions if it is redirected to.
func resolve(host string) resolved {
	result := resolved{Name: host, Addresses: []string{}, Error: "no such host"}
	config, err := dns.ClientConfigFromFile("/etc/resolv.conf")
	if err != nil || len(config.Servers) == 0 {
		result.Error = "no nameserver"
		return result
	}
	server := net.JoinHostPort(config.Servers[0], config.Port)
	for _, name := range config.NameList(host) {
		for _, kind := range []uint16{dns.TypeA, dns.TypeAAAA} {
			reply, err := ask(server, name, kind)
			if err != nil {
				result.Error = describe(err)
				break
			}
			if reply.Rcode != dns.RcodeSuccess && reply.Rcode != dns.RcodeNameError {
				result.Error = dns.RcodeToString[reply.Rcode]
				break
			}
			take(&result, reply)
			if len(result.Addresses) > 0 {
				result.Name, result.Error = name, ""
				return result
			}
			result.Aliases = nil
		}
	}
	return result
}

func ask(server, name string, kind uint16) (*dns.Msg, error) {
	question := new(dns.Msg).SetQuestion(name, kind)
	reply, _, err := (&dns.Client{Timeout: dnsSeconds * time.Second}).Exchange(question, server)
	if err == nil && reply.Truncated {
		reply, _, err = (&dns.Client{Net: "tcp", Timeout: dnsSeconds * time.Second}).Exchange(question, server)
	}
	return reply, err
}

func take(result *resolved, reply *dns.Msg) {
	for _, record := range reply.Answer {
		switch typed := record.(type) {
		case *dns.CNAME:
			result.Aliases = append(result.Aliases, typed.Target)
		case *dns.A:
			result.Addresses = append(result.Addresses, typed.A.String())
		case *dns.AAAA:
			result.Addresses = append(result.Addresses, typed.AAAA.String())
		}
	}
}
