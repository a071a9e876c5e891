import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { EgressDestination, EgressGateway, Mesh, ServiceEntry, ServicePort, Waypoint, WaypointAttributes } from '../../src';

function charts(): { egress: Chart; shop: Chart } {
  const app = new App();
  return { egress: new Chart(app, 'egress', { namespace: 'egress' }), shop: new Chart(app, 'shop', { namespace: 'shop' }) };
}

function payments(scope: Chart): ServiceEntry {
  return new ServiceEntry(scope, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()], metadata: { name: 'payments' } });
}

test('a waypoint is a Gateway from which istiod makes the pods', () => {
  const { egress } = charts();
  new Waypoint(egress, 'Waypoint');
  expect(Testing.synth(egress)).toEqual([{
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'waypoint', namespace: 'egress', labels: { 'istio.io/waypoint-for': 'service' } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  }]);
});

test('its name, labels and annotations can be set', () => {
  const { egress } = charts();
  new Waypoint(egress, 'Waypoint', { metadata: { name: 'out', labels: { 'istio.io/waypoint-for': 'all', 'team': 'a' }, annotations: { note: 'x' } } });
  expect((Testing.synth(egress) as { metadata: object }[])[0].metadata).toEqual({
    name: 'out', namespace: 'egress', labels: { 'istio.io/waypoint-for': 'all', 'team': 'a' }, annotations: { note: 'x' },
  });
});

describe('an entry with a waypoint', () => {
  test('names it by a label', () => {
    const { egress } = charts();
    const entry = payments(egress);
    entry.useWaypoint(new Waypoint(egress, 'Waypoint'));
    expect(entry.metadata.toJson()).toEqual({ name: 'payments', namespace: 'egress', labels: { 'istio.io/use-waypoint': 'waypoint' } });
  });

  test('names the namespace of a waypoint elsewhere, in this app or not', () => {
    const { egress, shop } = charts();
    const entry = payments(shop);
    entry.useWaypoint(Waypoint.fromWaypointAttributes(egress, 'Waypoint', { namespace: 'istio-egress' }));
    expect(entry.metadata.toJson()).toEqual({
      name: 'payments', namespace: 'shop', labels: { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'istio-egress' },
    });
  });

  test('is allowed by the waypoint, wherever it is', () => {
    const { egress, shop } = charts();
    const waypoint = new Waypoint(egress, 'Waypoint');
    payments(egress).useWaypoint(waypoint);
    const listener = () => (Testing.synth(egress) as { spec: { listeners: object[] } }[])[0].spec.listeners[0];
    expect(listener()).toEqual({ name: 'mesh', port: 15008, protocol: 'HBONE' });
    payments(shop).useWaypoint(waypoint);
    expect(listener()).toEqual({
      name: 'mesh',
      port: 15008,
      protocol: 'HBONE',
      allowedRoutes: { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['egress', 'shop'] }] } } },
    });
  });

  test('does not take a gateway for a waypoint', () => {
    const { egress } = charts();
    expect(() => payments(egress).useWaypoint(new EgressGateway(egress, 'Gateway') as never)).toThrow('\'waypoint\' must be a Waypoint, got "the construct egress/Gateway"');
  });

  test('names it in all of its objects', () => {
    const { egress } = charts();
    const hosts = Array.from({ length: 600 }, (_, index) => `h${index}.example.com`);
    const entry = new ServiceEntry(egress, 'Many', { hosts: hosts.slice(1), ports: [ServicePort.https()] });
    const next = new ServiceEntry(egress, 'Next', { hosts: hosts.slice(1, 257), ports: [ServicePort.https()] });
    [entry, next].forEach(each => each.useWaypoint(Waypoint.fromWaypointAttributes(egress, each.node.id + 'Waypoint', { namespace: 'egress' })));
    next.addHost('h0.example.com');
    expect((Testing.synth(egress) as { metadata: { labels: object } }[]).map(({ metadata }) => metadata.labels))
      .toEqual(Array.from({ length: 5 }, () => ({ 'istio.io/use-waypoint': 'waypoint' })));
  });

  test('has one way out', () => {
    const { egress } = charts();
    const [waypoint, gateway] = [new Waypoint(egress, 'Waypoint'), new EgressGateway(egress, 'Gateway')];
    const first = payments(egress);
    first.useWaypoint(waypoint);
    expect(() => first.through(gateway)).toThrow('the connections already go through the waypoint "waypoint", so they can\'t go through "egress-gateway.egress.svc.cluster.local"; leave one of them out');
    expect(() => first.useWaypoint(waypoint)).toThrow('the connections already go through the waypoint "waypoint", so they can\'t go through the waypoint "waypoint"; leave one of them out');
    const second = new ServiceEntry(egress, 'Other', { hosts: ['other.example'], ports: [ServicePort.https()] });
    second.through(gateway);
    expect(() => second.useWaypoint(waypoint)).toThrow('the connections already go through the egress gateway "egress-gateway.egress.svc.cluster.local", so they can\'t go through the waypoint "waypoint"; leave one of them out');
  });
});

test('an entry without an address of its own goes past its waypoint, which fails the synth', () => {
  const app = new App();
  const chart = new Chart(app, 'egress', { namespace: 'egress' });
  const entry = new ServiceEntry(chart, 'Any', { hosts: ['*.a.example'], ports: [ServicePort.https()] });
  entry.useWaypoint(new Waypoint(chart, 'Waypoint'));
  expect(() => app.synth()).toThrow('useWaypoint() has no effect with resolution NONE and without \'addresses\': ztunnel knows no address of "*.a.example"; set the resolution DNS, or DYNAMIC_DNS for a wildcard');
});

test('a waypoint can not have the name that means none', () => {
  const message = 'must not be "none", which means no waypoint in the label istio.io/use-waypoint; use another name';
  expect(() => new Waypoint(charts().egress, 'Waypoint', { metadata: { name: 'none' } })).toThrow(`'metadata.name' ${message}`);
  expect(() => Waypoint.fromWaypointAttributes(charts().egress, 'Waypoint', { namespace: 'egress', name: 'none' })).toThrow(`'name' ${message}`);
});

test.each<[WaypointAttributes, string]>([
  [{ namespace: 'a.b' }, '\'namespace\' must be'],
  [{ namespace: 'egress', name: 'Way point' }, '\'name\' must be'],
])('attributes that are not valid, %j, throw', (attributes, message) => {
  expect(() => Waypoint.fromWaypointAttributes(charts().egress, 'Waypoint', attributes)).toThrow(message);
});

describe('a workload in ambient mode', () => {
  const mesh = new Mesh(new App(), 'Mesh');
  const chart = new Chart(mesh, 'shop', { namespace: 'shop' });
  payments(chart).useWaypoint(new Waypoint(chart, 'Waypoint'));
  const pod = new ApiObject(chart, 'Pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { 'istio.io/dataplane-mode': 'ambient' } },
    spec: { containers: [{ name: 'app', image: 'app:1' }] },
  });
  mesh.requireEgress(pod, EgressDestination.https('api.payments.example'), EgressDestination.https('api.payments.example', 8443));

  test('is proved to reach the host on the ports of the entry, and not on others', () => {
    expect(mesh.findings().filter(({ rule }) => rule === 'mesh/egress-unreachable').map(({ message }) => message)).toEqual([
      'Pod shop/web does not reach https://api.payments.example:8443: ztunnel answers the query for api.payments.example with an address that istiod allocates (240.240.0.0/16). '
      + 'A TLS connection from namespace shop to api.payments.example:8443 reaches ztunnel, which knows the address from ServiceEntry shop/payments. '
      + 'Gateway shop/waypoint closes it: ServiceEntry shop/payments does not declare port 8443 for TCP. Add the port.',
    ]);
  });
});

describe('a waypoint that is not part of the app', () => {
  const mesh = new Mesh(new App(), 'Mesh');
  const chart = new Chart(mesh, 'shop', { namespace: 'shop' });
  payments(chart).useWaypoint(Waypoint.fromWaypointAttributes(chart, 'Imported', { namespace: 'istio-egress', name: 'out' }));
  const pod = new ApiObject(chart, 'Pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { 'istio.io/dataplane-mode': 'ambient' } },
    spec: { containers: [{ name: 'app', image: 'app:1' }] },
  });
  mesh.requireEgress(pod, EgressDestination.https('api.payments.example'), EgressDestination.https('api.payments.example', 8443));

  test('is assumed to exist: connections are proved to arrive through it, and to fail on other ports', () => {
    expect(mesh.findings().map(({ rule, message }) => ({ rule, message }))).toEqual([{
      rule: 'mesh/egress-unreachable',
      message: 'Pod shop/web does not reach https://api.payments.example:8443: ztunnel answers the query for api.payments.example with an address that istiod allocates '
        + '(240.240.0.0/16). A TLS connection from namespace shop to api.payments.example:8443 reaches ztunnel, which knows the address from ServiceEntry shop/payments. '
        + 'Gateway istio-egress/out closes it: ServiceEntry shop/payments does not declare port 8443 for TCP. Add the port.',
    }]);
  });

  test('is not written, and the synth is silent', () => {
    const { shop } = charts();
    payments(shop).useWaypoint(Waypoint.fromWaypointAttributes(shop, 'Imported', { namespace: 'istio-egress' }));
    const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect((Testing.synth(shop) as { kind: string }[]).map(({ kind }) => kind)).toEqual(['ServiceEntry']);
    expect(printed.mock.calls).toEqual([]);
    printed.mockRestore();
  });

  test('is not assumed where only a label names it: the synth warns', () => {
    const other = new Mesh(new App(), 'Mesh');
    new ServiceEntry(new Chart(other, 'shop', { namespace: 'shop' }), 'Payments', {
      metadata: { name: 'payments', labels: { 'istio.io/use-waypoint': 'out' } }, hosts: ['api.payments.example'], ports: [ServicePort.https()],
    });
    expect(other.findings().map(({ rule, severity }) => ({ rule, severity }))).toEqual([{ rule: 'ambient/unknown-waypoint', severity: 'warning' }]);
  });

  test('has the labels of the Gateway that the app writes by that name', () => {
    const other = new Mesh(new App(), 'Mesh');
    const shop = new Chart(other, 'shop', { namespace: 'shop' });
    payments(shop).useWaypoint(Waypoint.fromWaypointAttributes(shop, 'Imported', { namespace: 'shop' }));
    new Waypoint(shop, 'Written', { metadata: { labels: { 'istio.io/waypoint-for': 'workload' } } });
    const web = new ApiObject(shop, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels: { 'istio.io/dataplane-mode': 'ambient' } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } });
    other.requireEgress(web, EgressDestination.https('api.payments.example'));
    expect(other.findings().map(({ message }) => message).join()).toContain('Gateway shop/waypoint does not take connections to services (label istio.io/waypoint-for). Set the label to "service".');
  });
});
