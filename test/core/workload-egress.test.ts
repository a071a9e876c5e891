import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar } from '../../src';
import { MeshModel } from '../../src/analysis/model/mesh-model';

function shopOf(app: App): Chart {
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }], metadata: { name: 'web' } });
  return shop;
}

test('a workload with a Sidecar reaches what it imports, and nothing else', () => {
  const shop = shopOf(new App());
  const payments = new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()], metadata: { name: 'payments' } });
  new ServiceEntry(new Chart(shop, 'other', { namespace: 'other' }), 'Files', { hosts: ['files.example'], ports: [ServicePort.https()] });
  new Sidecar(shop, 'Sidecar').allowEgressTo(payments);

  expect(Mesh.of(shop).egressOf(shop)).toEqual([{
    workload: 'Deployment shop/web',
    destinations: [{ host: 'api.payments.example', port: 443, protocol: 'https', via: 'ServiceEntry shop/payments', verdict: 'REACHABLE' }],
    unknownHosts: [
      { port: 443, protocol: 'http', verdict: 'BLOCKED' },
      { port: 443, protocol: 'https', verdict: 'BLOCKED' },
      { port: 443, protocol: 'tcp', verdict: 'BLOCKED' },
      { protocol: 'http', verdict: 'BLOCKED' },
      { protocol: 'https', verdict: 'BLOCKED' },
      { protocol: 'tcp', verdict: 'BLOCKED' },
    ],
  }]);
});

test('an entry for any address of a port also receives the connections to unknown hosts', () => {
  const shop = shopOf(new App());
  new Mesh(shop, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
  new ServiceEntry(shop, 'Legacy', { hosts: ['legacy.example'], ports: [ServicePort.tcp(9999)], metadata: { name: 'legacy' } });

  const [{ destinations, unknownHosts }] = Mesh.of(shop).egressOf(shop);
  expect(destinations).toEqual([{ host: 'legacy.example', port: 9999, protocol: 'tcp', via: 'ServiceEntry shop/legacy', verdict: 'REACHABLE' }]);
  expect(unknownHosts.filter(({ verdict }) => verdict !== 'BLOCKED')).toEqual(['http', 'https', 'tcp'].map(protocol => (
    { port: 9999, protocol, verdict: 'MISROUTED', service: 'legacy.example' }
  )));
});

test('a mesh covers its own workloads, by its own settings', () => {
  const app = new App();
  const [open, locked] = ['open', 'locked'].map(id => {
    const cluster = new Chart(app, id);
    new Mesh(cluster, 'Mesh', { outboundTrafficPolicy: id === 'open' ? OutboundTrafficPolicy.allowAny() : OutboundTrafficPolicy.registryOnly() });
    new kplus.Deployment(new Chart(cluster, 'shop', { namespace: 'shop' }), 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
    return cluster;
  });
  expect([open, locked].map(cluster => Mesh.of(cluster).egressOf(cluster).map(({ unknownHosts }) => unknownHosts[0].verdict))).toEqual([['PASSTHROUGH'], ['BLOCKED']]);
  expect(Mesh.of(open).egressOf(locked)).toEqual([]);
});

test('a construct without a workload has no egress', () => {
  const shop = shopOf(new App());
  expect(Mesh.of(shop).egressOf(new Sidecar(shop, 'Sidecar'))).toEqual([]);
});

describe('a second question', () => {
  function hostsOf(mesh: Mesh, scope: Chart): string[] {
    return mesh.egressOf(scope).flatMap(({ destinations }) => destinations.map(({ host }) => host));
  }

  test('without a change between the two has the same answer, from one model', () => {
    const shop = shopOf(new App());
    new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()] });
    const models = jest.spyOn(MeshModel, 'of');
    const first = Mesh.of(shop).egressOf(shop);
    (first[0].destinations as unknown[]).pop();
    expect(hostsOf(Mesh.of(shop), shop)).toEqual(['api.example']);
    expect(models).toHaveBeenCalledTimes(1);
    models.mockRestore();
  });

  test('sees what was patched, added, or changed behind the back of cdk8s', () => {
    const shop = shopOf(new App());
    const api = new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()] });
    const own = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'own', namespace: 'shop' }, spec: { hosts: ['a.example'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' } };
    const raw = new ApiObject(shop, 'Own', { apiVersion: own.apiVersion, kind: own.kind });
    raw.toJson = () => own;
    const mesh = Mesh.of(shop);
    expect(hostsOf(mesh, shop)).toEqual(['a.example', 'api.example']);
    own.spec.hosts[0] = 'b.example';
    expect(hostsOf(mesh, shop)).toEqual(['api.example', 'b.example']);
    ApiObject.of(api).addJsonPatch(JsonPatch.replace('/spec/hosts/0', 'patched.example'));
    expect(hostsOf(mesh, shop)).toEqual(['b.example', 'patched.example']);
    api.addHost('z.example');
    new ServiceEntry(shop, 'Other', { hosts: ['other.example'], ports: [ServicePort.https()] });
    expect(hostsOf(mesh, shop)).toEqual(['b.example', 'other.example', 'patched.example', 'z.example']);
  });
});
