import { OutboundTrafficPolicy } from '../../src';

test.each<[call: string, policy: OutboundTrafficPolicy, spec: unknown]>([
  ['registryOnly()', OutboundTrafficPolicy.registryOnly(), { mode: 'REGISTRY_ONLY' }],
  ['allowAny()', OutboundTrafficPolicy.allowAny(), { mode: 'ALLOW_ANY' }],
  ['egressProxy()', OutboundTrafficPolicy.egressProxy({ host: 'Proxy.egress.svc.cluster.local', port: 8080 }),
    { mode: 'ALLOW_ANY', egressProxy: { host: 'proxy.egress.svc.cluster.local', port: { number: 8080 } } }],
  ['egressProxy() with a subset', OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 8080, subset: 'v1' }),
    { mode: 'ALLOW_ANY', egressProxy: { host: 'proxy.example.com', port: { number: 8080 }, subset: 'v1' } }],
])('%s', (_, policy, spec) => {
  expect(policy._toSpec()).toEqual(spec);
});

test.each<[what: string, make: () => unknown, message: string]>([
  ['an address', () => OutboundTrafficPolicy.egressProxy({ host: '10.0.0.1.', port: 80 }),
    '\'host\' of an egress proxy must be a DNS name without scheme, port or path, got "10.0.0.1."'],
  ['a URL', () => OutboundTrafficPolicy.egressProxy({ host: 'http://me:secret@proxy.example.com', port: 80 }),
    '\'host\' of an egress proxy must be a DNS name without scheme, port or path, got "http://…@proxy.example.com"'],
  ['no port', () => OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 0 }),
    '\'port\' must be a port number from 1 to 65535, got "0"'],
  ['a subset with an underscore', () => OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 80, subset: 'a_b' }),
    '\'subset\' must be letters, digits and \'-\', 63 characters at most, got "a_b"'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});
