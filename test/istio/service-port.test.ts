import { PortProtocol, ServicePort } from '../../src';

function fieldsOf({ number, protocol, name, targetPort }: ServicePort): unknown[] {
  return [number, protocol, name, targetPort];
}

test.each<[call: string, port: ServicePort, fields: unknown[]]>([
  ['https()', ServicePort.https(), [443, 'HTTPS', 'https-443', undefined]],
  ['https(8443)', ServicePort.https(8443), [8443, 'HTTPS', 'https-8443', undefined]],
  ['tls()', ServicePort.tls(), [443, 'TLS', 'tls-443', undefined]],
  ['tls(9999)', ServicePort.tls(9999), [9999, 'TLS', 'tls-9999', undefined]],
  ['http()', ServicePort.http(), [80, 'HTTP', 'http-80', undefined]],
  ['http(8080)', ServicePort.http(8080), [8080, 'HTTP', 'http-8080', undefined]],
  ['grpc(50051)', ServicePort.grpc(50051), [50051, 'GRPC', 'grpc-50051', undefined]],
  ['tcp(5432)', ServicePort.tcp(5432), [5432, 'TCP', 'tcp-5432', undefined]],
  ['of() with all fields', ServicePort.of({ number: 80, protocol: PortProtocol.HTTP, name: 'Web', targetPort: 8080 }), [80, 'HTTP', 'Web', 8080]],
])('%s', (_, port, fields) => {
  expect(fieldsOf(port)).toEqual(fields);
});

test.each(Object.values(PortProtocol))('a port of %s without a name is named after protocol and number', protocol => {
  expect(ServicePort.of({ number: 4242, protocol }).name).toBe(`${protocol.toLowerCase().replace('_', '-')}-4242`);
});

test('the manifest has a target port only if it was given', () => {
  expect(ServicePort.https()._toSpec()).toStrictEqual({ number: 443, name: 'https-443', protocol: 'HTTPS' });
  expect(ServicePort.of({ number: 80, protocol: PortProtocol.HTTP, targetPort: 8080 })._toSpec())
    .toStrictEqual({ number: 80, name: 'http-80', protocol: 'HTTP', targetPort: 8080 });
});

test.each([0, -1, 65536, 1.5, NaN, Infinity])('%d is not a port', number => {
  expect(() => ServicePort.https(number)).toThrow(new Error(`'number' must be a port number from 1 to 65535, got "${number}"`));
});

test('a target port is a port too', () => {
  expect(() => ServicePort.of({ number: 80, protocol: PortProtocol.HTTP, targetPort: 0 }))
    .toThrow(new Error('\'targetPort\' must be a port number from 1 to 65535, got "0"'));
});

test.each(['', 'a_b', '-a', 'a'.repeat(64)])('"%s" is not the name of a port', name => {
  expect(() => ServicePort.of({ number: 80, protocol: PortProtocol.HTTP, name }))
    .toThrow(new Error(`'name' of a port must be letters, digits and '-', 63 characters at most, got "${name}"`));
});
