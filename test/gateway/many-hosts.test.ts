import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, EgressDestination, EgressGateway, Mesh, OneAgentEgress, OutboundTrafficPolicy, Resolution, ServiceEntry, ServiceEntryEndpoint,
  ServicePort, Sidecar,
} from '../../src';

/** How the hosts are led through the gateway: by a ServiceEntry each, for TLS or for requests, by one for all, or by OneAgentEgress. */
type Form = 'entries' | 'requests' | 'one entry' | 'endpoints';

interface Options { readonly isImported?: boolean; readonly namespaces?: string[] }

/** A shop whose connections to many hosts are led through one gateway. The requirement of the mesh follows each of them to the end. */
function mesh(form: Form, count: number, { isImported = true, namespaces = ['shop'] }: Options = {}): Mesh {
  const app = new App();
  const found = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
  const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
  const hosts = Array.from({ length: count }, (_, index) => `host-${index}.example.com`);
  const port = form === 'requests' ? ServicePort.http() : ServicePort.https();
  for (const namespace of namespaces) {
    const chart = new Chart(app, namespace, { namespace });
    const web = new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    const sidecar = new Sidecar(chart, 'Sidecar');
    const entries = form === 'endpoints' ? [] : (form === 'one entry' ? [hosts] : hosts.map(host => [host]))
      .map((names, index) => new ServiceEntry(chart, `Entry${index}`, { hosts: names, ports: [port], metadata: { name: `entry-${index}`, namespace: isImported ? namespace : 'apis' } }));
    entries.forEach(entry => entry.through(gateway));
    if (isImported) { sidecar.allowEgressTo(...entries); }
    if (form === 'endpoints') {
      const oneAgent = new OneAgentEgress(chart, 'OneAgent', { connectionInfo: ConnectionInfo.fromEndpoints(hosts.map(host => `https://${host}/communication`).join(';')) });
      oneAgent.through(gateway);
      sidecar.allowEgressTo(oneAgent);
    }
    const destinations = hosts.map(host => form === 'requests' ? EgressDestination.http(host) : EgressDestination.https(host));
    found.requireEgress(web, ...destinations);
  }
  return found;
}

/** What is not proved, or is refuted. */
function unproved(of: Mesh): string[] {
  return of.findings().filter(({ rule }) => rule.startsWith('mesh/egress-')).map(({ rule, message }) => `${rule}: ${message}`);
}

describe('connections to many hosts through one gateway are proved, because the age of Gateways for different hosts decides nothing', () => {
  test.each<[Form, number]>([
    ['entries', 25], ['requests', 25], ['one entry', 25], ['endpoints', 25],
    ['entries', 100], ['one entry', 300],
  ])('%s of %i hosts', (form, count) => {
    expect(unproved(mesh(form, count))).toEqual([]);
  });

  test('also if each ServiceEntry has a port of its own for bytes', () => {
    const app = new App();
    const found = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
    const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    const sidecar = new Sidecar(shop, 'Sidecar');
    for (let index = 0; index < 25; index++) {
      const host = `host-${index}.example.com`;
      const entry = new ServiceEntry(shop, host, { hosts: [host], ports: [ServicePort.https(), ServicePort.tcp(7000 + index)], resolution: Resolution.STATIC, endpoints: [ServiceEntryEndpoint.ip('203.0.113.7')] });
      entry.through(gateway);
      sidecar.allowEgressTo(entry);
      found.requireEgress(web, EgressDestination.https(host));
    }
    expect(unproved(found)).toEqual([]);
  });
});

test('hosts that the Sidecar does not import stay blocked', () => {
  expect(unproved(mesh('entries', 30, { isImported: false }))).toEqual([
    expect.stringMatching(/^mesh\/egress-unreachable: Deployment shop\/web does not reach https:\/\/host-0\.example\.com:443, .* and 27 more: /),
  ]);
});

test('Gateways for one host in two namespaces keep each other from having a server; those for other hosts change nothing about that', () => {
  expect(unproved(mesh('entries', 13, { namespaces: ['books', 'shop'] }))).toEqual([]);
});

test('if very many Gateways are for one host, nothing is proved', () => {
  const namespaces = Array.from({ length: 25 }, (_, index) => `team-${index}`);
  expect(unproved(mesh('entries', 1, { namespaces }))[0])
    .toContain('is routed by the oldest of very many Gateways, VirtualServices or services, and their age is not known');
});
