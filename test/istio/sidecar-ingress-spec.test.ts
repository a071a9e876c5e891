import { CaptureMode, PortProtocol, ServicePort, SidecarIngressListener, SidecarTlsMode, TlsProtocolVersion } from '../../src';
import { renderIngressListener } from '../../src/istio/sidecar-ingress-spec';

const PORT = ServicePort.https(8443);

test('every field reaches the manifest', () => {
  expect(renderIngressListener({
    port: ServicePort.of({ number: 8443, protocol: PortProtocol.HTTPS, name: 'web' }),
    bind: '10.0.0.1',
    captureMode: CaptureMode.IPTABLES,
    defaultEndpoint: '127.0.0.1:8080',
    tls: {
      mode: SidecarTlsMode.MUTUAL,
      serverCertificate: '/etc/certs/cert.pem',
      privateKey: '/etc/certs/key.pem',
      caCertificates: '/etc/certs/ca.pem',
      caCrl: '/etc/certs/crl.pem',
      minProtocolVersion: TlsProtocolVersion.TLSV1_2,
      maxProtocolVersion: TlsProtocolVersion.TLSV1_3,
      cipherSuites: ['ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES128-GCM-SHA256'],
      verifyCertificateHash: ['00'],
      verifyCertificateSpki: ['AA=='],
    },
    connectionPool: { tcp: { maxConnections: 10 } },
  })).toEqual({
    port: { number: 8443, protocol: 'HTTPS', name: 'web' },
    bind: '10.0.0.1',
    captureMode: 'IPTABLES',
    defaultEndpoint: '127.0.0.1:8080',
    tls: {
      mode: 'MUTUAL',
      serverCertificate: '/etc/certs/cert.pem',
      privateKey: '/etc/certs/key.pem',
      caCertificates: '/etc/certs/ca.pem',
      caCrl: '/etc/certs/crl.pem',
      minProtocolVersion: 'TLSV1_2',
      maxProtocolVersion: 'TLSV1_3',
      cipherSuites: ['ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES128-GCM-SHA256'],
      verifyCertificateHash: ['00'],
      verifyCertificateSpki: ['AA=='],
    },
    connectionPool: { tcp: { maxConnections: 10 } },
  });
});

test('missing values and empty lists are not in the manifest', () => {
  expect(renderIngressListener({ port: PORT })).toEqual({ port: { number: 8443, protocol: 'HTTPS', name: 'https-8443' } });
  const tls = { mode: SidecarTlsMode.SIMPLE, cipherSuites: [], verifyCertificateHash: [], verifyCertificateSpki: [] };
  expect(renderIngressListener({ port: PORT, tls }))
    .toEqual({ port: { number: 8443, protocol: 'HTTPS', name: 'https-8443' }, tls: { mode: 'SIMPLE' } });
});

test('lists are copied', () => {
  const cipherSuites = ['a'];
  const spec = renderIngressListener({ port: PORT, tls: { mode: SidecarTlsMode.SIMPLE, cipherSuites } });
  cipherSuites.push('b');
  expect(spec.tls?.cipherSuites).toEqual(['a']);
});

test.each([
  '127.0.0.1:8080', '0.0.0.0:1', '[::1]:65535', '[::]:8080', ':8080', 'unix:///run/app.sock', 'unix://@app',
])('the application can listen at %s', defaultEndpoint => {
  expect(renderIngressListener({ port: PORT, defaultEndpoint }).defaultEndpoint).toBe(defaultEndpoint);
});

test.each([
  '10.0.0.1:8080', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:65536', 'localhost:8080', '::1:8080', '8080', 'unix://app', 'unix:///run/', '',
])('the application can\'t listen at "%s"', defaultEndpoint => {
  expect(() => renderIngressListener({ port: PORT, defaultEndpoint }))
    .toThrow(new Error(`'defaultEndpoint' must be a port of the pod, such as "127.0.0.1:8080", or a Unix socket, got "${defaultEndpoint}"`));
});

test.each<[what: string, listener: SidecarIngressListener, message: string]>([
  ['a target port', { port: ServicePort.of({ number: 80, protocol: PortProtocol.HTTP, targetPort: 8080 }) },
    '\'port\' of an ingress listener must not have a \'targetPort\', got "8080"; use \'defaultEndpoint\''],
  ['a socket to bind to', { port: PORT, bind: 'unix:///run/app.sock' },
    '\'bind\' of an ingress listener must be an IP address, got "unix:///run/app.sock"'],
  ['TLS on a plain text port', { port: ServicePort.http(), tls: { mode: SidecarTlsMode.SIMPLE } },
    '\'tls\' of an ingress listener needs a port of protocol HTTPS or TLS, got "HTTP"'],
  ['a pool without limits', { port: PORT, connectionPool: {} },
    '\'connectionPool\' must set a field of \'tcp\' or \'http\', got none; leave it out for no limits'],
])('%s is refused', (_, listener, message) => {
  expect(() => renderIngressListener(listener)).toThrow(new Error(message));
});
