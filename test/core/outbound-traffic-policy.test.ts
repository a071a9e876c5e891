import { App, Chart } from 'cdk8s';
import { Mesh, OutboundTrafficPolicy, Sidecar } from '../../src';
import { nearestMeshSettings } from '../../src/core/mesh-scope';

test.each<[mode: string, policy: OutboundTrafficPolicy]>([
  ['REGISTRY_ONLY', OutboundTrafficPolicy.registryOnly()],
  ['ALLOW_ANY', OutboundTrafficPolicy.allowAny()],
  ['ALLOW_ANY_DYNAMIC_DNS', OutboundTrafficPolicy.allowAnyDynamicDns()],
])('a mesh can have %s', (mode, outboundTrafficPolicy) => {
  const app = new App();
  new Mesh(app, 'Mesh', { outboundTrafficPolicy });
  expect([outboundTrafficPolicy.mode, nearestMeshSettings(app).outboundTrafficPolicy]).toEqual([mode, mode]);
});

function anotherCopy(): typeof import('../../src') {
  let copy: unknown;
  jest.isolateModules(() => { copy = jest.requireActual('../../src'); });
  return copy as typeof import('../../src');
}

describe('what a mesh and a Sidecar take', () => {
  class Policy {}

  const wrong: [what: string, value: unknown, quoted: string][] = [
    ['a text', 'REGISTRY_ONLY', '"REGISTRY_ONLY"'],
    ['null', null, '"null"'],
    ['a number', 0, '"0"'],
    ['an object without a mode', {}, '"{}"'],
    ['an object with an unknown mode', { mode: 'registry_only' }, '"{\\"mode\\":\\"registry_only\\"}"'],
    ['an object with the proxy of a manifest', { mode: 'ALLOW_ANY', _proxy: {} }, '"{\\"mode\\":\\"ALLOW_ANY\\",\\"_proxy\\":{}}"'],
    ['a class', Policy, '"class Policy"; call the function, or create an instance of the class'],
    ['the class itself', OutboundTrafficPolicy, '"class OutboundTrafficPolicy"; call the function, or create an instance of the class'],
    ['a method that is not called', OutboundTrafficPolicy.registryOnly, '"function registryOnly"; call the function, or create an instance of the class'],
  ];

  test.each(wrong)('is not %s', (_, value, quoted) => {
    const outboundTrafficPolicy = value as OutboundTrafficPolicy;
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const error = new Error(`'outboundTrafficPolicy' must be an OutboundTrafficPolicy, such as OutboundTrafficPolicy.registryOnly(), got ${quoted}`);
    expect(() => new Mesh(chart, 'Mesh', { outboundTrafficPolicy })).toThrow(error);
    expect(() => new Sidecar(chart, 'Sidecar', { outboundTrafficPolicy })).toThrow(error);
  });

  test('may come from another copy of the library', () => {
    const outboundTrafficPolicy = anotherCopy().OutboundTrafficPolicy.registryOnly();
    expect(outboundTrafficPolicy).not.toBeInstanceOf(OutboundTrafficPolicy);
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    new Mesh(chart, 'Mesh', { outboundTrafficPolicy });
    expect(nearestMeshSettings(chart).outboundTrafficPolicy).toBe('REGISTRY_ONLY');
    expect(new Sidecar(chart, 'Sidecar', { outboundTrafficPolicy }).outboundTrafficPolicy).toBe(outboundTrafficPolicy);
  });
});

test.each<[what: string, make: () => unknown, message: string]>([
  ['an address', () => OutboundTrafficPolicy.egressProxy({ host: '10.0.0.1.', port: 80 }),
    '\'host\' of an egress proxy must be a DNS name without scheme, port or path, got "10.0.0.1."'],
  ['a URL', () => OutboundTrafficPolicy.egressProxy({ host: 'http://me:secret@proxy.example.com', port: 80 }),
    '\'host\' of an egress proxy must be a DNS name without scheme, port or path, got "http://…@proxy.example.com"'],
  ['no proxy', () => OutboundTrafficPolicy.egressProxy(undefined as never),
    '\'proxy\' must be an object with the properties of EgressProxyProps, got "undefined"'],
  ['a host that is not text', () => OutboundTrafficPolicy.egressProxy({ host: 7 as never, port: 80 }),
    '\'host\' must be a string, got "7"'],
  ['no port', () => OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 0 }),
    '\'port\' must be a port number from 1 to 65535, got "0"'],
  ['a subset with an underscore', () => OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 80, subset: 'a_b' }),
    '\'subset\' must be letters, digits and \'-\', 63 characters at most, got "a_b"'],
])('%s is no egress proxy', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});
