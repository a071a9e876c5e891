package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"path/filepath"
	"sync"
	"time"
)

// Issues certificates for servers, by a certificate authority that proxies trust.
type certificates struct {
	folder string
	load   sync.Once
	issuer tls.Certificate
	err    error
	mutex  sync.Mutex
	issued map[string]*tls.Certificate
}

// The certificate for the server name of a client; without one, for the address that it dialled.
func (c *certificates) issue(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.load.Do(func() {
		c.issuer, c.err = tls.LoadX509KeyPair(filepath.Join(c.folder, "public-ca.pem"), filepath.Join(c.folder, "public-ca.key"))
	})
	if c.err != nil {
		return nil, c.err
	}
	name := hello.ServerName
	if name == "" {
		name, _, _ = net.SplitHostPort(hello.Conn.LocalAddr().String())
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if known, found := c.issued[name]; found {
		return known, nil
	}
	made, err := c.sign(name)
	if err == nil {
		c.issued[name] = made
	}
	return made, err
}

func (c *certificates) sign(name string) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{Organization: []string{"lab"}},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if address := net.ParseIP(name); address != nil {
		template.IPAddresses = []net.IP{address}
	} else {
		template.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, c.issuer.Leaf, key.Public(), c.issuer.PrivateKey)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
