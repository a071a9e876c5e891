import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EgressGateway, ExportScope, Mesh, OutboundTrafficPolicy, EgressDestination, ServiceEntry, ServicePort, Sidecar } from '../../../src';

interface Manifest { kind: string; metadata: { name: string; labels?: object }; spec: any }

function fixture(): { app: App; shop: Chart; mesh: Mesh } {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
  return { app, mesh, shop: new Chart(app, 'shop', { namespace: 'shop' }) };
}

const synth = (chart: Chart) => Testing.synth(chart) as Manifest[];
const hostsFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => `h${String(first + index).padStart(4, '0')}.example`);

describe('more than 256 hosts', () => {
  test('256 hosts are one ServiceEntry', () => {
    const { shop } = fixture();
    new ServiceEntry(shop, 'Many', { hosts: hostsFrom(0, 256), metadata: { name: 'many' } });
    expect(synth(shop).map(({ metadata, spec }) => [metadata.name, spec.hosts.length])).toEqual([['many', 256]]);
  });

  test('each further 256, in code-unit order, are a ServiceEntry with the same settings and labels', () => {
    const { shop } = fixture();
    new ServiceEntry(shop, 'Many', {
      hosts: hostsFrom(0, 600).reverse(), ports: [ServicePort.https()], exportTo: [ExportScope.sameNamespace()], metadata: { name: 'many', labels: { team: 'shop' } },
    });
    const all = synth(shop);
    expect(all.map(({ kind, metadata }) => [kind, metadata.name, metadata.labels])).toEqual([
      ['ServiceEntry', 'many', { team: 'shop' }], ['ServiceEntry', 'many-2', { team: 'shop' }], ['ServiceEntry', 'many-3', { team: 'shop' }],
    ]);
    expect(all.flatMap(({ spec }) => spec.hosts)).toEqual(hostsFrom(0, 600));
    expect(all.map(({ spec: { hosts, ...others } }) => [hosts.length, others])).toEqual([256, 256, 88].map(count => [count, {
      ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }], location: 'MESH_EXTERNAL', resolution: 'DNS', exportTo: ['.'],
    }]));
  });

  test('the order of the hosts does not matter, and hosts and ports that are added later are in all parts', () => {
    const { shop } = fixture();
    const entry = new ServiceEntry(shop, 'Many', { hosts: hostsFrom(1, 256), metadata: { name: 'many' } });
    entry.addHost('h0000.example');
    entry.addPort(ServicePort.https());
    const [first, second] = synth(shop);
    expect([first.spec.hosts[0], first.spec.hosts.length, second.spec.hosts]).toEqual(['h0000.example', 256, ['h0256.example']]);
    expect([first.spec.ports, second.spec.ports]).toEqual([[{ name: 'https-443', number: 443, protocol: 'HTTPS' }], [{ name: 'https-443', number: 443, protocol: 'HTTPS' }]]);
  });

  test('labels and annotations that are added later are in all parts', () => {
    const { shop } = fixture();
    const entry = new ServiceEntry(shop, 'Many', { hosts: hostsFrom(0, 257), metadata: { name: 'many', labels: { team: 'shop' } } });
    entry.metadata.addLabel('team', 'orders');
    entry.metadata.addLabel('networking.istio.io/enable-autoallocate-ip', 'false');
    entry.metadata.addAnnotation('example.com/owner', 'a');
    const expected = (owner: string) => ({ labels: { 'team': 'orders', 'networking.istio.io/enable-autoallocate-ip': 'false' }, annotations: { 'example.com/owner': owner } });
    expect(synth(shop).map(({ metadata }) => metadata)).toEqual([
      { name: 'many', namespace: 'shop', ...expected('a') }, { name: 'many-2', namespace: 'shop', ...expected('a') },
    ]);
    entry.metadata.addAnnotation('example.com/owner', 'b');
    entry.addHost('new.example');
    expect(synth(shop).map(({ metadata }) => metadata)).toEqual([
      { name: 'many', namespace: 'shop', ...expected('b') }, { name: 'many-2', namespace: 'shop', ...expected('b') },
    ]);
  });

  test('a part has a name that the API server accepts', () => {
    const { shop } = fixture();
    new ServiceEntry(shop, 'Many', { hosts: hostsFrom(0, 257), metadata: { name: 'a'.repeat(253) } });
    expect(synth(shop).map(({ metadata: { name } }) => [name.length, name.slice(0, 244) === 'a'.repeat(244)])).toEqual([[253, true], [253, true]]);
    expect(new Set(synth(shop).map(({ metadata: { name } }) => name)).size).toBe(2);
  });

  test('a Sidecar imports all of them, and the workloads reach the last host', () => {
    const { app, shop, mesh } = fixture();
    const web = new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
    const entry = new ServiceEntry(shop, 'Many', { hosts: hostsFrom(0, 300), ports: [ServicePort.https()] });
    new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
    mesh.requireEgress(web, EgressDestination.https('h0299.example'));
    expect(() => app.synth()).not.toThrow();
    expect(mesh.findings()).toEqual([]);
    mesh.requireEgress(web, EgressDestination.https('h0300.example'));
    expect(() => app.synth()).toThrow('h0300.example');
  });

  test('all of them go through an egress gateway', () => {
    const { app, shop } = fixture();
    const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
    new ServiceEntry(shop, 'Many', { hosts: hostsFrom(0, 257), ports: [ServicePort.https()], metadata: { name: 'many' } }).through(gateway);
    const all = synth(shop);
    expect(all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['ServiceEntry many', 'ServiceEntry many-2', 'Gateway many', 'VirtualService many']);
    expect(all[3].spec.hosts).toEqual(hostsFrom(0, 257));
  });
});

describe('addHttpRoute()', () => {
  const http = [ServicePort.http(), ServicePort.https()];

  test('creates a VirtualService for each host, for the ports of requests only', () => {
    const { shop } = fixture();
    const entry = new ServiceEntry(shop, 'Api', { hosts: ['b.example'], ports: http, exportTo: [ExportScope.sameNamespace()], metadata: { name: 'api' } });
    entry.addHttpRoute({ timeout: Duration.seconds(5), retries: { attempts: 3, perTryTimeout: Duration.millis(1500), retryOn: ['503', 'connect-failure', '503'] } });
    entry.addHost('a.example');
    const settings = { timeout: '5s', retries: { attempts: 3, perTryTimeout: '1500ms', retryOn: '503,connect-failure' } };
    const virtualService = (host: string) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: `api-${host}`, namespace: 'shop' },
      spec: { hosts: [host], exportTo: ['.'], http: [{ match: [{ port: 80 }], route: [{ destination: { host, port: { number: 80 } } }], ...settings }] },
    });
    expect(synth(shop).slice(1)).toEqual([virtualService('a.example'), virtualService('b.example')]);
  });

  test('puts the longest path first, and always a route for all other paths', () => {
    const { shop } = fixture();
    const entry = new ServiceEntry(shop, 'Api', { hosts: ['grpc.example'], ports: [ServicePort.grpc(50051)] });
    entry.addHttpRoute({ uriPrefix: '/orders.Orders/', timeout: Duration.seconds(2) });
    entry.addHttpRoute({ uriPrefix: '/orders.Orders/Watch', retries: { attempts: 0 } });
    expect(synth(shop)[1].spec.http.map(({ match, timeout, retries }: any) => [match[0].uri, timeout, retries])).toEqual([
      [{ prefix: '/orders.Orders/Watch' }, undefined, { attempts: 0 }], [{ prefix: '/orders.Orders/' }, '2s', undefined], [undefined, undefined, undefined],
    ]);
  });

  test('has readable names for wildcards, and the workloads still reach the hosts', () => {
    const { app, shop, mesh } = fixture();
    const web = new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
    const entry = new ServiceEntry(shop, 'Partners', { hosts: ['*.partner.example'], ports: [ServicePort.http()], metadata: { name: 'partners' } });
    entry.addHttpRoute({ timeout: Duration.seconds(5) });
    new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
    mesh.requireEgress(web, EgressDestination.http('a.partner.example'));
    expect(() => app.synth()).not.toThrow();
    expect(entry.node.findAll().filter(ApiObject.isApiObject).map(({ name }) => name)).toEqual(['partners', 'partners-wildcard.partner.example']);
  });

  test.each([true, false])('through a gateway, the sidecar has the limit and the gateway never sends again (called first: %s)', isFirst => {
    const { app, shop } = fixture();
    const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
    const entry = new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: http, metadata: { name: 'api' } });
    const addRoute = () => entry.addHttpRoute({ timeout: Duration.seconds(5), retries: { attempts: 1 } });
    if (isFirst) { addRoute(); }
    entry.through(gateway);
    if (!isFirst) { addRoute(); }
    const virtualServices = synth(shop).filter(({ kind }) => kind === 'VirtualService');
    expect(virtualServices).toHaveLength(1);
    expect(virtualServices[0].spec.http).toEqual([
      {
        match: [{ gateways: ['mesh'], port: 80 }],
        timeout: '5s',
        retries: { attempts: 1 },
        route: [{ destination: { host: 'egress-gateway.egress.svc.cluster.local', subset: 'shop-api', port: { number: 80 } } }],
      },
      { match: [{ gateways: ['shop/api'], port: 80 }], route: [{ destination: { host: 'api.example', port: { number: 80 } } }], retries: { attempts: 0 } },
    ]);
    expect(() => app.synth()).not.toThrow();
  });

  test('the synth refuses routes where the sidecar sees no requests', () => {
    const { app, shop } = fixture();
    const entry = new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()] });
    entry.addHttpRoute({ timeout: Duration.seconds(5) });
    expect(() => app.synth()).toThrow('addHttpRoute() has no effect without a port on which applications send plain text, because the sidecar sees no requests in TLS; '
      + 'add ServicePort.http() or ServicePort.grpc(), or set time-outs and retries in the application');
    entry.addPort(ServicePort.http());
    expect(() => app.synth()).not.toThrow();
  });

  test('an unknown condition fails the synth with the rule that knows them', () => {
    const { app, shop } = fixture();
    new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.http()] }).addHttpRoute({ retries: { attempts: 1, retryOn: ['5xxx'] } });
    expect(() => app.synth()).toThrow('virtual-service/retries');
  });
});

describe('the objects of the hosts', () => {
  const namesOf = (hosts: string[], use: (entry: ServiceEntry) => void, name = 'e') => {
    const { shop } = fixture();
    const [first, ...others] = hosts;
    const entry = new ServiceEntry(shop, 'Entry', { hosts: [first], ports: [ServicePort.http()], metadata: { name } });
    others.forEach(host => entry.addHost(host));
    use(entry);
    return synth(shop).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  };
  const route = (entry: ServiceEntry) => entry.addHttpRoute({ timeout: Duration.seconds(1) });
  const both = (entry: ServiceEntry) => {
    route(entry);
    entry.originateTls();
  };

  test('have different names, whatever the hosts are', () => {
    expect(namesOf(['api.foo-bar.com', 'api-foo.bar.com'], both)).toEqual([
      'ServiceEntry e', 'DestinationRule e-api-foo.bar.com', 'DestinationRule e-api.foo-bar.com', 'VirtualService e-api-foo.bar.com', 'VirtualService e-api.foo-bar.com',
    ]);
    expect(namesOf(['any.foo.com', '*.foo.com', 'wildcard.foo.com'], both)).toEqual([
      'ServiceEntry e',
      'DestinationRule e-wildcard.foo.com', 'DestinationRule e-any.foo.com', 'DestinationRule e-wildcard.foo.com-15ba0335',
      'VirtualService e-wildcard.foo.com', 'VirtualService e-any.foo.com', 'VirtualService e-wildcard.foo.com-15ba0335',
    ]);
  });

  test('have names of at most 253 characters', () => {
    const [, ...names] = namesOf(['a.example', 'b.example'], both, 'x'.repeat(250)).map(text => text.split(' ')[1]);
    expect(names.filter(name => name.length > 253 || !/^x{244}-[0-9a-f]{8}$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(2);
  });

  test('have the same names and the same order, whatever the order of calls is', () => {
    const expected = ['ServiceEntry e', ...['DestinationRule', 'VirtualService'].flatMap(kind => ['a', 'b', 'c'].map(host => `${kind} e-${host}.com`))];
    expect(namesOf(['c.com', 'a.com', 'b.com'], both)).toEqual(expected);
    expect(namesOf(['b.com'], entry => {
      entry.originateTls();
      entry.addHost('a.com');
      route(entry);
      entry.addHost('c.com');
    })).toEqual(expected);
  });

  test('keep their names when a host is added', () => {
    expect(namesOf(['a.com'], both)).toEqual(['ServiceEntry e', 'DestinationRule e-a.com', 'VirtualService e-a.com']);
  });

  test('follow all ServiceEntries, also those for hosts that are added later, and objects of others keep their order', () => {
    expect(namesOf(['a.com'], entry => {
      route(entry);
      ['Z', 'Y'].forEach(id => new ApiObject(entry, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id } }));
      hostsFrom(0, 256).forEach(host => entry.addHost(host));
    }).slice(0, 5)).toEqual(['ServiceEntry e', 'ServiceEntry e-2', 'ConfigMap Z', 'ConfigMap Y', 'VirtualService e-a.com']);
  });
});
