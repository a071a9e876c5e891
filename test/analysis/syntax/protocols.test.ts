import { isKnownProtocol, knownProtocols, ProtocolFamily, protocolFamily } from '../../../src/analysis/syntax/protocols';

test.each<[protocol: string | undefined, family: ProtocolFamily]>([
  ['HTTP', ProtocolFamily.HTTP],
  ['http', ProtocolFamily.HTTP],
  ['HTTP2', ProtocolFamily.HTTP],
  ['GRPC', ProtocolFamily.HTTP],
  ['GRPC-Web', ProtocolFamily.HTTP],
  ['HTTP_PROXY', ProtocolFamily.HTTP],
  ['HTTPS', ProtocolFamily.TLS],
  ['tls', ProtocolFamily.TLS],
  ['TCP', ProtocolFamily.TCP],
  ['Mongo', ProtocolFamily.TCP],
  ['REDIS', ProtocolFamily.TCP],
  ['MYSQL', ProtocolFamily.TCP],
  ['UDP', ProtocolFamily.UDP],
  ['', ProtocolFamily.AUTO],
  [undefined, ProtocolFamily.AUTO],
])('%s belongs to the family %s', (protocol, family) => {
  expect(protocolFamily(protocol)).toBe(family);
  expect(isKnownProtocol(protocol ?? '')).toBe(true);
});

test.each(['http1', 'postgres', 'hbone', 'GRPC_WEB', ' HTTP'])('%s is not known, and counts as TCP', protocol => {
  expect([isKnownProtocol(protocol), protocolFamily(protocol)]).toEqual([false, ProtocolFamily.TCP]);
});

test('the known protocols are sorted', () => {
  expect(knownProtocols()).toEqual(['GRPC', 'GRPC-WEB', 'HTTP', 'HTTP2', 'HTTPS', 'HTTP_PROXY', 'MONGO', 'MYSQL', 'REDIS', 'TCP', 'TLS', 'UDP']);
});
