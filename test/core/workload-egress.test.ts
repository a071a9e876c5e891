import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar } from '../../src';

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
