import { GatewayTls, SidecarTls } from '../../../src';

test('a Secret and files are references', () => {
  const described = [
    SidecarTls.simple(), SidecarTls.simple({ caFile: '/etc/ca.crt' }), SidecarTls.simple({ caCredentialName: 'ca' }), SidecarTls.mutual('client'),
    SidecarTls.mutualFromFiles({ certificateFile: '/etc/tls.crt', keyFile: '/etc/tls.key' }),
  ].map(({ isMutual, credentialName }) => [isMutual, credentialName]);
  expect(described).toEqual([[false, undefined], [false, undefined], [false, 'ca'], [true, 'client'], [true, undefined]]);
});

test.each<[string, () => SidecarTls, string]>([
  ['a name that no Secret can have', () => SidecarTls.mutual('Client'), '\'credentialName\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "Client"'],
  ['a name that no Secret can have, for authorities', () => SidecarTls.simple({ caCredentialName: 'a b' }), '\'caCredentialName\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "a b"'],
  ['a Secret and a file', () => SidecarTls.simple({ caCredentialName: 'ca', caFile: '/ca' }), '\'caFile\' and \'caCredentialName\' can\'t be combined, got "/ca" and "ca"; leave one of them out'],
  ['a relative path', () => SidecarTls.simple({ caFile: 'ca.crt' }), '\'caFile\' must be an absolute path in the container of the proxy, such as "/etc/partner/ca.crt", got "ca.crt"'],
  ['a folder', () => SidecarTls.mutualFromFiles({ certificateFile: '/etc/', keyFile: '/etc/tls.key' }), '\'certificateFile\' must be an absolute path in the container of the proxy, such as "/etc/partner/ca.crt", got "/etc/"'],
  ['a relative path of a key', () => SidecarTls.mutualFromFiles({ certificateFile: '/tls.crt', keyFile: './tls.key' }), '\'keyFile\' must be an absolute path in the container of the proxy, such as "/etc/partner/ca.crt", got "./tls.key"'],
])('refuses %s', (_, create, message) => {
  expect(create).toThrow(new Error(message));
});

const SNI = (got: string) => `'sni' must be a DNS name without wildcard, port or final dot, got "${got}"; leave it out for the name of the host`;
const NAME = (got: string) => `'subjectAltNames' accepts DNS names, IP addresses, e-mail addresses and URIs, such as "spiffe://cluster.local/ns/shop/sa/web", got "${got}"; `
  + 'use a name of the certificate, or leave it out for the name of the host';

test.each(['', ' ', '*.example.com', 'api.example.com:443', 'api.example.com.', '203.0.113.7', 'https://api.example.com'])('refuses %p as the server name of a handshake', sni => {
  const message = new Error(SNI(sni));
  expect(() => SidecarTls.simple({ sni })).toThrow(message);
  expect(() => SidecarTls.mutual('client', { sni })).toThrow(message);
  expect(() => SidecarTls.mutualFromFiles({ certificateFile: '/a', keyFile: '/b', sni })).toThrow(message);
  expect(() => GatewayTls.simple({ sni })).toThrow(message);
});

test.each(['', ' ', '*', 'a.example b.example', 'api.example.com:443', '@', '://a'])('refuses %p as a name of a certificate', name => {
  const message = new Error(NAME(name));
  expect(() => SidecarTls.simple({ subjectAltNames: ['a.example', name] })).toThrow(message);
  expect(() => GatewayTls.mutual('client', { subjectAltNames: [name] })).toThrow(message);
});

test('accepts every kind of name that a certificate has', () => {
  const subjectAltNames = ['api.example.com', '*.example.com', 'localhost', '203.0.113.7', '2001:db8::7', 'spiffe://cluster.local/ns/shop/sa/web', 'https://api.example.com/a', 'ops@example.com'];
  expect(() => SidecarTls.simple({ sni: 'API.example.com', subjectAltNames })).not.toThrow();
});
