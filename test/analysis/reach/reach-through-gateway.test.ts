import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { proveEgress } from '../../../src/analysis/reach/egress-proof';
import { reachableFrom } from '../../../src/analysis/reach/reachable-from';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED, sidecar } from '../manifests';

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

/** Leads connections from sidecars to the gateway, and from there on. */
function virtualService(...hops: ('mesh' | 'gateway')[]): KubernetesObject {
  const sniHosts = ['api.test'];
  const rules = {
    mesh: { match: [{ gateways: ['mesh'], port: 443, sniHosts }], route: [{ destination: { host: GATEWAY, port: { number: 443 } } }] },
    gateway: { match: [{ gateways: ['istio-system/out'], port: 443, sniHosts }], route: [{ destination: { host: 'api.test', port: { number: 443 } } }] },
  };
  return istio('VirtualService', 'api', { hosts: ['api.test'], gateways: ['mesh', 'istio-system/out'], tls: hops.map(hop => rules[hop]) });
}

/** What is wrong with the way from `shop` to `https://api.test`. */
function shortfalls(...objects: KubernetesObject[]) {
  const model = MeshModel.of([web, external, ...objects], meshSettingsOf(LOCKED));
  return proveEgress(model, model.workloadsIn('shop'), [{ label: 'https://api.test:443', host: 'api.test', port: 443, protocol: 'https' }])
    .map(({ certain, message }) => ({ certain, message }));
}

test('what an egress gateway sends on is reached', () => {
  expect(shortfalls(service, passing, virtualService('mesh', 'gateway'))).toEqual([]);
});

test('what it does not send on is not, and the message speaks of the gateway', () => {
  expect(shortfalls(service, passing, virtualService('mesh'))).toEqual([{
    certain: true,
    message: `Deployment shop/web does not reach https://api.test:443: it is led to the gateway ${GATEWAY}:443. At the gateway in namespace istio-system, `
      + 'a connection for api.test on port 8443 is refused: no VirtualService that is bound to the Gateway routes it.',
  }]);
});

test('nor what no server of the gateway takes', () => {
  const elsewhere = gateway({ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } });
  expect(shortfalls(service, elsewhere, virtualService('mesh', 'gateway'))).toEqual([{
    certain: true,
    message: expect.stringContaining('no Gateway that selects these pods has a server for the port') as string,
  }]);
});

test('what it sends on after it has ended TLS is not known', () => {
  const ending = gateway({ port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'ISTIO_MUTUAL' } });
  expect(shortfalls(service, ending, virtualService('mesh', 'gateway'))).toEqual([{
    certain: false,
    message: `Deployment shop/web can't be proved to reach https://api.test:443: it is led to the gateway ${GATEWAY}:443. `
      + 'The gateway in namespace istio-system ends TLS on port 8443; what it sends on is not looked into.',
  }]);
});

test('the labels of its pods count, where they are among the objects', () => {
  const pods = (labels: object): KubernetesObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'gateway', namespace: 'istio-system' },
    spec: { template: { metadata: { labels: { istio: 'egressgateway', ...labels } } } },
  });
  const others = gateway({ port: { number: 443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } }, { istio: 'egressgateway', zone: 'a' });
  const rules = virtualService('mesh', 'gateway');
  expect(shortfalls(service, others, rules, pods({ zone: 'a' }))).toEqual([]);
  expect(shortfalls(service, others, rules, pods({ zone: 'b' }))).toEqual([expect.objectContaining({ certain: true })]);
});

test('a Service that is no gateway\'s is the wrong one', () => {
  expect(shortfalls(service, virtualService('mesh', 'gateway'))).toEqual([{
    certain: true,
    message: expect.stringMatching(/does not reach .* is sent to istio-egressgateway\.istio-system\.svc\.cluster\.local:443 by VirtualService egress\/api/) as string,
  }]);
});

test('a Service that is none of the objects may be in the cluster', () => {
  expect(shortfalls(passing, virtualService('mesh', 'gateway'))).toEqual([{
    certain: false,
    message: 'Deployment shop/web can\'t be proved to reach https://api.test:443: A TLS connection from namespace shop to api.test:443 is sent to '
      + `${GATEWAY}:443 by VirtualService egress/api and fails: no Service of the mesh has the host "${GATEWAY}". If the cluster has it, add its manifest to these; `
      + 'otherwise correct the destination of the VirtualService.',
  }]);
});

test('what a Sidecar does not import never gets to the gateway', () => {
  const rules = virtualService('mesh', 'gateway');
  expect(shortfalls(service, passing, rules, sidecar(['shop/*']))).toEqual([expect.objectContaining({ certain: true })]);
  expect(shortfalls(service, passing, rules, sidecar(['egress/*', 'istio-system/*']))).toEqual([]);
});

test('all destinations of a client hold those behind a gateway', () => {
  const destinations = (rules: KubernetesObject) => {
    const model = MeshModel.of([external, service, passing, rules], meshSettingsOf(LOCKED));
    return reachableFrom(model, { namespace: 'shop' }).destinations;
  };
  expect(destinations(virtualService('mesh', 'gateway'))).toEqual([
    { host: 'api.test', port: 443, protocol: 'https', via: 'ServiceEntry egress/api.test', verdict: 'REACHABLE' },
  ]);
  expect(destinations(virtualService('mesh'))).toEqual([]);
});
