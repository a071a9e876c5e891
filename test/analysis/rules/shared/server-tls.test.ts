import { serverTlsFaults, serverTlsWarnings } from '../../../../src/analysis/rules/shared/server-tls';

const FILES = { serverCertificate: '/etc/certs/tls.crt', privateKey: '/etc/certs/tls.key' };

function faults(tls: unknown): string[] {
  return [...serverTlsFaults(tls, 'tls')];
}

function warnings(tls: unknown): string[] {
  return [...serverTlsWarnings(tls, 'tls')];
}

test.each<[unknown]>([
  [undefined],
  [{}],
  [{ mode: 'PASSTHROUGH' }],
  [{ mode: 'SIMPLE', ...FILES }],
  [{ mode: 'SIMPLE', credentialName: 'web' }],
  [{ mode: 'SIMPLE', tlsCertificates: [FILES, FILES] }],
  [{ mode: 'MUTUAL', ...FILES, caCertificates: '/etc/certs/ca.crt', caCrl: '/etc/certs/crl' }],
  [{ mode: 'OPTIONAL_MUTUAL', credentialNames: ['web'] }],
  [{ mode: 'ISTIO_MUTUAL' }],
])('%j is valid', tls => {
  expect(faults(tls)).toEqual([]);
  expect(warnings(tls)).toEqual([]);
});

test.each([
  [{ mode: 'ISTIO_MUTUAL', credentialName: 'web' }, ["'tls' must not have certificates with the mode ISTIO_MUTUAL, which uses those of the mesh; remove credentialName"]],
  [{ mode: 'SIMPLE', ...FILES, credentialName: 'web' }, [
    "'tls' must have only one source of certificates, got serverCertificate, credentialName; keep one",
  ]],
  [{ mode: 'SIMPLE' }, [
    "'tls.serverCertificate' is required with the mode SIMPLE; set it, or set 'credentialName'",
    "'tls.privateKey' is required with the mode SIMPLE; set it, or set 'credentialName'",
  ]],
  [{ mode: 'MUTUAL', tlsCertificates: [FILES, { serverCertificate: '' }] }, [
    "'tls.caCertificates' is required with the mode MUTUAL",
    "'tls.tlsCertificates[1].serverCertificate' is required with the mode MUTUAL; set it, or set 'credentialName'",
    "'tls.tlsCertificates[1].privateKey' is required with the mode MUTUAL; set it, or set 'credentialName'",
  ]],
  [{ mode: 'SIMPLE', ...FILES, caCrl: '/etc/certs/crl' }, ["'tls.caCrl' must not be set with the mode SIMPLE, which requests no client certificates; remove it, or use MUTUAL"]],
  [{ mode: 'PASSTHROUGH', caCrl: '/etc/certs/crl', credentialName: 'web' }, ["'tls.caCrl' can't be combined with 'credentialName'; put the list into the Secret"]],
])('%j is not valid', (tls, expected) => {
  expect(faults(tls)).toEqual(expected);
});

test.each([
  [{ minProtocolVersion: 'TLSV1_1' }, ["'tls.cipherSuites' must list ciphers of old TLS versions, otherwise 'minProtocolVersion' has no effect, got \"TLSV1_1\""]],
  [{ cipherSuites: ['AES128-SHA', 'x', 'AES128-SHA', 'b', '-ALL', 'ALL', ''] }, [
    "'tls.cipherSuites' has ciphers that Envoy does not support and ignores, got \"b\", \"x\"; remove them",
    "'tls.cipherSuites' has a cipher twice, got \"AES128-SHA\"; remove one",
  ]],
  [{ ...FILES }, ["'tls' has certificates that the mode PASSTHROUGH ignores; remove serverCertificate, privateKey"]],
  [{ mode: 'AUTO_PASSTHROUGH', credentialNames: ['web'] }, ["'tls' has certificates that the mode AUTO_PASSTHROUGH ignores; remove credentialNames"]],
])('%j is accepted with a warning', (tls, expected) => {
  expect(warnings(tls)).toEqual(expected);
  expect(faults(tls)).toEqual([]);
});

test('a kind that has no Secrets gets no message about them', () => {
  expect([...serverTlsFaults({ mode: 'SIMPLE' }, 'tls', '')]).toEqual([
    "'tls.serverCertificate' is required with the mode SIMPLE; set it",
    "'tls.privateKey' is required with the mode SIMPLE; set it",
  ]);
});
