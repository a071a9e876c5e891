import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { ask, entry, istio, verdictOf } from '../../manifests';

const LABELS = { istio: 'egressgateway' };
const QUESTION = { namespace: 'egress', gateway: true, labels: LABELS, port: 8080 } as const;
const SIMPLE = { mode: 'SIMPLE', credentialName: 'cert' };

function gateway(name: string, server: object, day: number): KubernetesObject {
  return istio('Gateway', name, { selector: LABELS, servers: [{ hosts: ['*'], ...server }] }, { day });
}

function port(protocol: string): object {
  return { number: 8080, name: 'p', protocol };
}

const tcp = gateway('tcp', { port: port('TCP') }, 1);
const route = istio('VirtualService', 'v', { hosts: ['api.test'], gateways: ['egress/tcp'], tcp: [{ route: [{ destination: { host: 'api.test', port: { number: 9000 } } }] }] });
const objects = [tcp, route, entry('api.test', 9000, 'TCP')];
const OPAQUE = { ...QUESTION, protocol: 'tcp' as const };

test('TCP connections follow the rules of the gateway', () => {
  expect(verdictOf(objects, OPAQUE)).toBe('REACHABLE api.test');
});

test('a server that can\'t share a port with another server is left out', () => {
  expect(verdictOf([...objects, gateway('https', { port: port('HTTPS'), tls: SIMPLE }, 2)], OPAQUE)).toBe('REACHABLE api.test');
});

test('a server that is bound to all addresses is not left out: both are in one listener, which Envoy rejects if both match everything', () => {
  const bound = (hosts: string[]) => gateway('https', { port: port('HTTPS'), tls: SIMPLE, bind: '0.0.0.0', hosts }, 2);
  expect([verdictOf([...objects, bound(['*'])], OPAQUE), verdictOf([...objects, bound(['b.test'])], OPAQUE)]).toEqual(['BLOCKED', 'REACHABLE api.test']);
});

test('Envoy also rejects two such servers for requests', () => {
  const requests = (...binds: (string | undefined)[]) => binds
    .map((bind, index) => gateway(`http${index}`, { port: { number: 8080, name: 'http', protocol: index > 0 ? 'HTTP2' : 'HTTP' }, hosts: ['*'], bind }, index));
  const routes = istio('VirtualService', 'h', {
    hosts: ['*'], gateways: ['egress/http0'], http: [{ route: [{ destination: { host: 'web.test' } }] }],
  });
  const at = (...binds: (string | undefined)[]) => verdictOf(
    [...requests(...binds), routes, entry('web.test', 8080, 'HTTP')], { ...QUESTION, port: 8080, host: 'web.test', protocol: 'http' },
  );
  expect([at(undefined), at(undefined, undefined), at(undefined, '0.0.0.0'), at(undefined, '10.0.0.1')])
    .toEqual(['REACHABLE web.test', 'REACHABLE web.test', 'BLOCKED', 'REACHABLE web.test']);
});

test('a server that is bound to another address has its own listener', () => {
  const bound = gateway('https', { port: port('HTTPS'), tls: SIMPLE, bind: '10.0.0.1' }, 2);
  expect(verdictOf([...objects, bound], OPAQUE)).toBe('REACHABLE api.test');
});

describe('a port without a server', () => {
  const translating = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'gateway', namespace: 'egress' }, spec: { selector: LABELS, ports: [{ port: 8080, targetPort: 18080 }] },
  };
  const explained = (given: readonly KubernetesObject[], number: number) => ask(given, { ...OPAQUE, port: number }).explanation;
  const BLOCKED = (number: number) => `At the gateway in namespace egress, a connection for any host on port ${number} is blocked: no Gateway that selects these pods has a server for the port.`;

  test('is explained by the ports that the pods listen on', () => {
    expect(explained(objects, 9)).toBe(`${BLOCKED(9)} The pods listen on 8080.`);
    expect(explained([...objects, translating], 9)).toBe(`${BLOCKED(9)} The pods listen on 18080 (port 8080 of the Service).`);
  });

  test('is explained by the target port if it is that of the Service', () => {
    expect(explained([...objects, translating], 8080))
      .toBe(`${BLOCKED(8080)} Port 8080 is that of the Service: the pods listen on its target port 18080. Ask for port 18080.`);
  });

  test('is explained by the missing Gateway', () => {
    expect(explained([], 9)).toBe(`${BLOCKED(9)} No Gateway has a server for these pods.`);
  });
});

describe('the Service of the gateway', () => {
  const service = (translated: object, spec: object = {}, labels: Record<string, string> = {}) => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'gateway', namespace: 'egress', labels }, spec: { selector: LABELS, ports: [{ port: 8080, ...translated }], ...spec },
  });
  const at = (number: number, ...others: KubernetesObject[]) => verdictOf([...objects, ...others], { ...OPAQUE, port: number });

  test('maps the port of the server to its target port', () => {
    const translating = service({ targetPort: 18080 });
    expect([at(8080, translating), at(18080, translating)]).toEqual(['BLOCKED', 'REACHABLE api.test']);
  });

  test.each<[string, KubernetesObject]>([
    ['has no other target port', service({ targetPort: 8080 })],
    ['has no target port', service({})],
    ['has other ports', service({ port: 80, targetPort: 18080 })],
    ['is for other pods', service({ targetPort: 18080 }, { selector: { app: 'web' } })],
    ['has no selector', service({ targetPort: 18080 }, { selector: undefined })],
    ['has an empty selector', service({ targetPort: 18080 }, { selector: {} })],
    ['has the label that turns port translation off', service({ targetPort: 18080 }, {}, { 'experimental.istio.io/disable-gateway-port-translation': 'true' })],
  ])('changes nothing if it %s', (_, other) => {
    expect(at(8080, other)).toBe('REACHABLE api.test');
  });
});

describe('a server that terminates TLS', () => {
  const TLS = { ...QUESTION, host: 'api.test', address: '203.0.113.7', protocol: 'https' as const };
  const passing = gateway('passing', { port: port('TLS'), tls: { mode: 'PASSTHROUGH' } }, 1);
  const tlsRoute = istio('VirtualService', 'w', {
    hosts: ['api.test'], gateways: ['egress/passing'], tls: [{ match: [{ sniHosts: ['api.test'] }], route: [{ destination: { host: 'api.test' } }] }],
  });
  const ending = (protocol: string, server: object = {}) => gateway('ending', { port: port(protocol), tls: SIMPLE, ...server }, 2);
  const tcpRoute = istio('VirtualService', 'x', { hosts: ['*'], gateways: ['egress/ending'], tcp: [{ route: [{ destination: { host: 'api.test' } }] }] });
  const at = (...others: KubernetesObject[]) => verdictOf([passing, tlsRoute, entry('api.test', 8080, 'TLS'), ...others], TLS);

  test('has no listener without a rule for TCP, so connections go to the listener for all addresses', () => {
    expect(at(ending('TLS', { bind: '203.0.113.7' }))).toBe('REACHABLE api.test');
    expect(at(ending('TLS', { bind: '203.0.113.7' }), tcpRoute)).toBe('UNKNOWN');
    expect(at(ending('HTTPS', { bind: '203.0.113.7' }))).toBe('UNKNOWN');
  });

  test('blocks connections without a rule for TCP', () => {
    const alone = (...others: KubernetesObject[]) => verdictOf(others, TLS);
    expect([alone(ending('TLS')), alone(ending('TLS'), tcpRoute), alone(ending('HTTPS'))]).toEqual(['BLOCKED', 'UNKNOWN', 'UNKNOWN']);
  });
});

test('a TCP server without a rule has no listener at its address', () => {
  const bound = gateway('bound', { port: port('TCP'), bind: '203.0.113.7' }, 2);
  expect(verdictOf([...objects, bound], { ...OPAQUE, address: '203.0.113.7' })).toBe('REACHABLE api.test');
});

test('a server can have a name twice, for VirtualServices of different namespaces, and Envoy accepts its listener', () => {
  const twice = gateway('twice', { port: port('HTTPS'), tls: SIMPLE, hosts: ['b.test', 'shop/b.test'] }, 2);
  expect(verdictOf([...objects, twice], { ...OPAQUE, port: 8080 })).toBe('REACHABLE api.test');
  const bound = gateway('twice', { port: port('HTTPS'), tls: SIMPLE, hosts: ['b.test', 'shop/b.test'], bind: '0.0.0.0' }, 2);
  expect(verdictOf([...objects, bound], OPAQUE)).toBe('REACHABLE api.test');
});

describe('VirtualServices whose age is not known', () => {
  const web = gateway('web', { port: port('HTTP') }, 1);
  const routed = (index: number, host: string) => istio('VirtualService', `v${index}`, {
    hosts: [host], gateways: ['egress/web'], http: [{ match: [{ uri: { prefix: `/${index}` } }], route: [{ destination: { host: `api${index}.test`, port: { number: 80 } } }] }],
  });
  const many = (hostOf: (index: number) => string) => Array.from({ length: 40 }, (_, index) => [routed(index, hostOf(index)), entry(`api${index}.test`, 80, 'HTTP')]).flat();
  const question = { ...QUESTION, host: 'x7.test', protocol: 'http' as const, path: '/7' };

  test('do not compete if they are for other hosts, so that no order of them is tried', () => {
    const reordered = jest.spyOn(MeshModel.prototype, 'reordered');
    try {
      expect(verdictOf([web, ...many(index => `x${index}.test`)], question)).toBe('MISROUTED api7.test');
      expect(reordered).not.toHaveBeenCalled();
    } finally {
      reordered.mockRestore();
    }
  });

  test('are too many to try if more than 24 are for one host', () => {
    const { verdict, explanation } = ask([web, ...many(() => 'x7.test')], question);
    expect({ verdict, explanation }).toEqual({
      verdict: 'UNKNOWN',
      explanation: 'The result depends on other properties of the request. At the gateway in namespace egress, a connection for x7.test on port 8080 is sent to api7.test:80 by VirtualService egress/v7. '
        + 'Or: At the gateway in namespace egress, a connection for x7.test on port 8080 is routed by the oldest of very many Gateways, VirtualServices or services, and their age is not known.',
    });
  });
});
