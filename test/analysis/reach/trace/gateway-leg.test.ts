import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { Destination, proveEgress } from '../../../../src/analysis/reach/trace/egress-proof';
import { joinShortfalls } from '../../../../src/analysis/reach/trace/join-shortfalls';
import { reachableFrom } from '../../../../src/analysis/reach/trace/reachable-from';
import { trace } from '../../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED, sidecar } from '../../manifests';

const GATEWAY = 'istio-egressgateway.istio-system.svc.cluster.local';

const web: KubernetesObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: {} } };
const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'istio-egressgateway', namespace: 'istio-system' },
  spec: { selector: { istio: 'egressgateway' }, ports: [{ port: 443, name: 'tls', targetPort: 8443 }, { port: 80, name: 'http', targetPort: 8080 }] },
};
const external = entry('api.test', 443, 'TLS');

function gateway(server: object, selector: object = { istio: 'egressgateway' }): KubernetesObject {
  return istio('Gateway', 'out', { selector, servers: [{ hosts: ['api.test'], ...server }] }, { namespace: 'istio-system' });
}

const passing = gateway({ port: { number: 443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } });

/** Routes connections from sidecars to the gateway, and from the gateway to the host. */
function virtualService(...hops: ('mesh' | 'gateway')[]): KubernetesObject {
  const sniHosts = ['api.test'];
  const rules = {
    mesh: { match: [{ gateways: ['mesh'], port: 443, sniHosts }], route: [{ destination: { host: GATEWAY, port: { number: 443 } } }] },
    gateway: { match: [{ gateways: ['istio-system/out'], port: 443, sniHosts }], route: [{ destination: { host: 'api.test', port: { number: 443 } } }] },
  };
  return istio('VirtualService', 'api', { hosts: ['api.test'], gateways: ['mesh', 'istio-system/out'], tls: hops.map(hop => rules[hop]) });
}

/** The unmet requirements of `shop` to reach `https://api.test`. */
function unmet(...objects: KubernetesObject[]) {
  const model = MeshModel.of([web, external, ...objects], meshSettingsOf(LOCKED));
  const destination: Destination = { label: 'https://api.test:443', host: 'api.test', port: 443, protocol: 'https' };
  return joinShortfalls(proveEgress(model, model.workloadsIn('shop'), [destination]))
    .map(({ certain, message }) => ({ certain, message }));
}

test('a destination that an egress gateway forwards to is reached', () => {
  expect(unmet(service, passing, virtualService('mesh', 'gateway'))).toEqual([]);
});

test('a destination that the gateway does not forward to is not reached, and the message names the gateway', () => {
  expect(unmet(service, passing, virtualService('mesh'))).toEqual([{
    certain: true,
    message: `Deployment shop/web does not reach https://api.test:443: The sidecar sends the connection to the gateway ${GATEWAY}:443, as VirtualService egress/api says. At the gateway in namespace istio-system, `
      + 'a connection for api.test on port 8443 is blocked: no VirtualService that is bound to the Gateway routes it.',
  }]);
});

test('an AuthorizationPolicy for the gateway decides', () => {
  const through = [service, passing, virtualService('mesh', 'gateway')];
  const policy = (spec: object, namespace = 'istio-system'): KubernetesObject => ({ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'clients', namespace }, spec });
  expect(unmet(...through, policy({}, 'egress'))).toEqual([]);
  expect(unmet(...through, policy({ rules: [{}] }))).toEqual([]);
  expect(unmet(...through, policy({}))).toEqual([{
    certain: true, message: expect.stringMatching(/ AuthorizationPolicy istio-system\/clients denies all connections to the gateway behind Service istio-system\/istio-egressgateway\. Allow the client in a rule of an AuthorizationPolicy, or change its selector\.$/) as string,
  }]);
  expect(unmet(...through, policy({ rules: [{ when: [{ key: 'connection.sni', values: ['api.test'] }] }] }))).toEqual([{
    certain: false, message: expect.stringMatching(/ Whether the gateway behind Service istio-system\/istio-egressgateway accepts the connection depends on AuthorizationPolicy istio-system\/clients, whose rules are not evaluated\.$/) as string,
  }]);
});

test('what changes the configuration of the gateway is named', () => {
  const filter = (namespace: string, labels: object) => istio('EnvoyFilter', 'limits', { workloadSelector: { labels }, configPatches: [] }, { namespace });
  const through = [service, passing, virtualService('mesh', 'gateway')];
  expect(unmet(...through, filter('istio-system', { istio: 'ingressgateway' }))).toEqual([]);
  const [{ certain, message }] = unmet(...through, filter('istio-system', { istio: 'egressgateway' }));
  expect(certain).toBe(false);
  expect(message).toContain('Whether the connection arrives depends on EnvoyFilter istio-system/limits, which changes the configuration of the gateway.');
});

test('a destination is not reached if no server of the gateway is for the port', () => {
  const elsewhere = gateway({ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } });
  expect(unmet(service, elsewhere, virtualService('mesh', 'gateway'))).toEqual([{
    certain: true,
    message: expect.stringContaining('no Gateway that selects these pods has a server for the port') as string,
  }]);
});

test('a gateway that terminates the TLS of the client needs HTTP routes', () => {
  const ending = gateway({ port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'api' } });
  expect(unmet(service, ending, virtualService('mesh', 'gateway'))).toEqual([{
    certain: true,
    message: `Deployment shop/web does not reach https://api.test:443: The sidecar sends the connection to the gateway ${GATEWAY}:443, as VirtualService egress/api says. `
      + 'At the gateway in namespace istio-system, a connection for api.test on port 8443 is blocked: no VirtualService that is bound to the Gateway routes it.',
  }]);
});

test('the labels of its pods count, if the pods are in the list of objects', () => {
  const pods = (labels: object): KubernetesObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'gateway', namespace: 'istio-system' },
    spec: { template: { metadata: { labels: { istio: 'egressgateway', ...labels } } } },
  });
  const others = gateway({ port: { number: 443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } }, { istio: 'egressgateway', zone: 'a' });
  const rules = virtualService('mesh', 'gateway');
  expect(unmet(service, others, rules, pods({ zone: 'a' }))).toEqual([]);
  expect(unmet(service, others, rules, pods({ zone: 'b' }))).toEqual([expect.objectContaining({ certain: true })]);
});

test('a Service that is not the Service of a gateway is the wrong one', () => {
  expect(unmet(service, virtualService('mesh', 'gateway'))).toEqual([{
    certain: true,
    message: expect.stringMatching(/does not reach .* is sent to istio-egressgateway\.istio-system\.svc\.cluster\.local:443 by VirtualService egress\/api/) as string,
  }]);
});

test('a Service that is not in the list of objects can be in the cluster', () => {
  expect(unmet(passing, virtualService('mesh', 'gateway'))).toEqual([{
    certain: false,
    message: 'Deployment shop/web might not reach https://api.test:443: A TLS connection from namespace shop to api.test:443 is sent to '
      + `${GATEWAY}:443 by VirtualService egress/api and fails: no Service in the mesh has the host "${GATEWAY}". If the cluster has this Service, add its manifest. `
      + 'Otherwise, correct the destination of the VirtualService.',
  }]);
});

test('a connection does not reach a gateway that the Sidecar does not import', () => {
  const rules = virtualService('mesh', 'gateway');
  expect(unmet(service, passing, rules, sidecar(['shop/*']))).toEqual([expect.objectContaining({ certain: true })]);
  expect(unmet(service, passing, rules, sidecar(['egress/*', 'istio-system/*']))).toEqual([]);
});

test('the destinations of a client include those behind a gateway', () => {
  const destinations = (rules: KubernetesObject) => {
    const model = MeshModel.of([external, service, passing, rules], meshSettingsOf(LOCKED));
    return reachableFrom(model, { namespace: 'shop' }).destinations;
  };
  expect(destinations(virtualService('mesh', 'gateway'))).toEqual([
    { host: 'api.test', port: 443, protocol: 'https', via: 'ServiceEntry egress/api.test', verdict: 'REACHABLE', gateway: 'Service istio-system/istio-egressgateway' },
  ]);
  expect(destinations(virtualService('mesh'))).toEqual([]);
});

describe('a TCP connection', () => {
  const database = (name: string, address: string) => istio('ServiceEntry', name, {
    hosts: [`${name}.test`], addresses: [address], endpoints: [{ address }], resolution: 'STATIC', location: 'MESH_EXTERNAL', ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }],
  });
  const tcpGateway: KubernetesObject = { ...service, spec: { selector: { istio: 'egressgateway' }, ports: [{ port: 5432, name: 'tcp' }] } };
  const server = gateway({ port: { number: 5432, name: 'tcp', protocol: 'TCP' }, hosts: ['*'] });
  const routes = (target: string) => istio('VirtualService', 'databases', {
    hosts: ['orders.test', 'ledger.test'],
    gateways: ['mesh', 'istio-system/out'],
    tcp: [
      { match: [{ gateways: ['mesh'], port: 5432 }], route: [{ destination: { host: GATEWAY, port: { number: 5432 } } }] },
      { match: [{ gateways: ['istio-system/out'], port: 5432 }], route: [{ destination: { host: target, port: { number: 5432 } } }] },
    ],
  });
  const answer = (...objects: KubernetesObject[]) => {
    const model = MeshModel.of([tcpGateway, server, database('orders', '203.0.113.1'), database('ledger', '203.0.113.2'), ...objects], meshSettingsOf(LOCKED));
    const { outcome, hops } = trace(model, { namespace: 'shop', address: '203.0.113.1', port: 5432, protocol: 'tcp' });
    return [outcome, ...hops.map(({ at, text }) => `${at}: ${text}`)];
  };
  const led = `sidecar: The sidecar sends the connection to the gateway ${GATEWAY}:5432, as VirtualService egress/databases says.`;

  test('is followed through the gateway', () => {
    expect(answer(routes('orders.test'))).toEqual([
      'ARRIVES', led,
      'gateway: At the gateway in namespace istio-system, a connection for any host on port 5432 is sent to orders.test:5432 by VirtualService egress/databases.',
      'endpoint: The gateway sends the bytes of the client to orders.test:5432.',
    ]);
  });

  test('fails if the gateway sends it to the server of another address', () => {
    expect(answer(routes('ledger.test'))).toEqual([
      'FAILS', led,
      'gateway: At the gateway in namespace istio-system, a connection for any host on port 5432 is sent to ledger.test:5432 by VirtualService egress/databases. '
      + 'The gateway sends the connection to ServiceEntry egress/ledger instead of 203.0.113.1, the address that the client connects to: nothing in its bytes tells the gateway whom it is for. '
      + 'Use a port of the gateway for each address.',
    ]);
  });

  test('fails at a gateway without a route for it', () => {
    const [mesh] = (routes('orders.test').spec as { tcp: object[] }).tcp;
    const onlyMesh = istio('VirtualService', 'databases', { hosts: ['orders.test'], gateways: ['mesh'], tcp: [mesh] });
    expect(answer(onlyMesh)).toEqual(['FAILS', led, expect.stringContaining('gateway: At the gateway in namespace istio-system, a connection for any host on port 5432 is blocked') as string]);
  });

  test.each([[15021, 'health checks'], [15090, 'metrics']])('to port %d ends at the gateway itself', (port, use) => {
    const own: KubernetesObject = { ...service, spec: { selector: { istio: 'egressgateway' }, ports: [{ port, name: 'tcp' }] } };
    const onPort = (object: KubernetesObject) => JSON.parse(JSON.stringify(object).replaceAll('5432', String(port))) as KubernetesObject;
    const model = MeshModel.of([own, onPort(server), onPort(database('orders', '203.0.113.1')), onPort(routes('orders.test'))], meshSettingsOf(LOCKED));
    const { outcome, explanation } = trace(model, { namespace: 'shop', address: '203.0.113.1', port, protocol: 'tcp' });
    expect(outcome).toBe('FAILS');
    expect(explanation).toContain(`The connection ends at the proxy of the gateway itself, which listens on this port for ${use}. Use another port of Service istio-system/istio-egressgateway.`);
  });
});
