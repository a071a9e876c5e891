import { ApiObject, App, Chart, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, EgressDestination, EgressGateway, EgressHost, ExportScope, ForwardProxy, Mesh,
  NamespaceEgress, NamespaceEgressMode, NamespaceEgressProps, OneAgentEgress, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar,
} from '../../src';

const { OBSERVE, ENFORCE } = NamespaceEgressMode;
const DEFAULTS = ['./*', 'istio-system/*', 'kube-system/kube-dns.kube-system.svc.cluster.local'];

interface Pods {
  readonly env?: Record<string, string>;
  readonly args?: string[];
  readonly labels?: Record<string, string>;
}

function deployment(chart: Chart, name: string, { env = {}, args, labels }: Pods = {}): kplus.Deployment {
  return new kplus.Deployment(chart, name, {
    metadata: { name },
    podMetadata: { labels },
    containers: [{
      image: 'registry.example/app:1.0', args, envVariables: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, kplus.EnvValue.fromValue(value)])),
    }],
  });
}

function charts(): { app: App; shop: Chart; other: Chart } {
  const app = new App();
  return { app, shop: new Chart(app, 'shop', { namespace: 'shop' }), other: new Chart(app, 'other', { namespace: 'other' }) };
}

function locked(props: NamespaceEgressProps = {}, pods: Pods = {}) {
  const all = charts();
  deployment(all.shop, 'web', pods);
  return { ...all, egress: new NamespaceEgress(all.shop, 'Egress', props) };
}

function objectsOf(chart: Chart, kind: string): { metadata: object; spec: object }[] {
  return (Testing.synth(chart) as { kind: string; metadata: object; spec: object }[]).filter(object => object.kind === kind);
}

function sidecarOf(chart: Chart): object {
  return objectsOf(chart, 'Sidecar')[0].spec;
}

function ownFindings(app: App): string[] {
  return Mesh.of(app).findings().filter(({ rule }) => rule.startsWith('namespace-egress/')).map(({ rule, severity, path, message }) => `${severity} ${rule} ${path}: ${message}`);
}

describe('what is written', () => {
  test('a Sidecar that blocks what is not allowed, and a ServiceEntry for each host that only the namespace sees', () => {
    const { shop } = locked({
      destinations: [EgressDestination.https('api.example.com'), EgressDestination.http('api.example.com', 8080), EgressDestination.https('api.example.com')],
    });

    expect(objectsOf(shop, 'ServiceEntry')).toEqual([{
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'api.example.com', namespace: 'shop' },
      spec: {
        hosts: ['api.example.com'],
        ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }, { name: 'http-8080', number: 8080, protocol: 'HTTP' }],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        exportTo: ['.'],
      },
    }]);
    expect(objectsOf(shop, 'Sidecar')).toEqual([{
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: 'default', namespace: 'shop' },
      spec: { egress: [{ hosts: DEFAULTS }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    }]);
  });

  test('an address gets a ServiceEntry for that address only', () => {
    const { shop, egress } = locked();
    egress.allowDestinations(EgressDestination.tcp('198.51.100.7', 5432), EgressDestination.tcp('2001:db8::7', 5432));

    expect(objectsOf(shop, 'ServiceEntry').map(({ metadata, spec }) => ({ metadata, spec }))).toEqual([
      ['198.51.100.7', '198-51-100-7.egress.invalid', '198.51.100.7'], ['2001-db8--7', '2001-db8--7.egress.invalid', '2001:db8::7'],
    ].map(([name, host, address]) => ({
      metadata: { name, namespace: 'shop' },
      spec: {
        hosts: [host], addresses: [address], ports: [{ name: 'tcp-5432', number: 5432, protocol: 'TCP' }], location: 'MESH_EXTERNAL', resolution: 'NONE', exportTo: ['.'],
      },
    })));
    expect(egress.serviceEntries.map(({ name }) => name)).toEqual(['198.51.100.7', '2001-db8--7']);
  });

  test('objects of another namespace than that of the chart', () => {
    const { app, other } = charts();
    new NamespaceEgress(other, 'Shop', { namespace: 'shop', destinations: [EgressDestination.https('api.example.com')], metadata: { labels: { team: 'shop' } } });

    expect((Testing.synth(other) as { metadata: object }[]).map(({ metadata }) => metadata)).toEqual([
      { name: 'api.example.com', namespace: 'shop', labels: { team: 'shop' } }, { name: 'default', namespace: 'shop', labels: { team: 'shop' } },
    ]);
    expect(Mesh.of(app).findings()).toEqual([]);
  });

  test('while it observes, the Sidecar changes nothing', () => {
    const { shop, egress } = locked({ mode: OBSERVE, destinations: [EgressDestination.https('api.example.com')] });

    expect(sidecarOf(shop)).toEqual({ egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'ALLOW_ANY' } });
    expect(egress.importedHosts).toEqual(DEFAULTS);
    expect(objectsOf(shop, 'ServiceEntry')).toHaveLength(1);
  });

  test('destinations go through a gateway, also those that come later, but no address', () => {
    const { app, shop, egress } = locked({ destinations: [EgressDestination.https('a.example.com'), EgressDestination.tcp('198.51.100.7', 5432)] });
    const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
    egress.through(gateway);
    egress.allowDestinations(EgressDestination.https('b.example.com'));

    expect(objectsOf(shop, 'VirtualService').map(({ metadata }) => metadata)).toEqual([{ name: 'a.example.com', namespace: 'shop' }, { name: 'b.example.com', namespace: 'shop' }]);
    expect(() => { egress.through(gateway); }).toThrow(
      'the connections already go through the egress gateway "egress-gateway.egress.svc.cluster.local", so they can\'t go through "egress-gateway.egress.svc.cluster.local"; call through() once');
  });
});

test('a host that a gateway serves for another namespace throws, whenever it is added; one ServiceEntry for both is right', () => {
  const { app, other, egress } = locked({ destinations: [EgressDestination.https('a.example.com')] });
  const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
  egress.through(gateway);
  const message = 'a gateway must serve a host once, got "a.example.com:443" of "other/Egress" after "shop/Egress"; declare it in one ServiceEntry, call its through(), and pass it to allowEgressTo() of both';

  const second = new NamespaceEgress(other, 'Egress', { destinations: [EgressDestination.https('b.example.com')] });
  second.through(gateway);
  expect(() => { second.allowDestinations(EgressDestination.https('a.example.com')); }).toThrow(new Error(message));
  expect(second.serviceEntries.map(({ name }) => name)).toEqual(['b.example.com']);

  const third = new NamespaceEgress(new Chart(app, 'third', { namespace: 'third' }), 'Egress', { destinations: [EgressDestination.https('a.example.com')] });
  expect(() => { third.through(gateway); }).toThrow(new Error(message.replace('other/', 'third/')));

  const shared = new ServiceEntry(new Chart(app, 'shared', { namespace: 'shared' }), 'Entry', { hosts: ['c.example.com'], ports: [ServicePort.https()] });
  shared.through(gateway);
  [egress, second].forEach(each => { each.allowEgressTo(shared); });
  expect(Mesh.of(app).findings().filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe('what the app shows', () => {
  test('targets, and hosts that they get later', () => {
    const { shop, other, egress } = locked({ targets: [EgressHost.namespace('bank')] });
    const entry = new ServiceEntry(other, 'Entry', { hosts: ['a.example.com'], ports: [ServicePort.https()] });
    egress.allowEgressTo(entry);
    entry.addHost('b.example.com');

    expect(sidecarOf(shop)).toEqual({
      egress: [{ hosts: ['./*', 'bank/*', ...['a', 'b'].map(name => `other/${name}.example.com`), ...DEFAULTS.slice(1)].sort() }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    });
  });

  test.each([
    ['a variable with a URL', { env: { LEDGER: 'http://ledger.other:8080/accounts' } }],
    ['a variable with a list', { env: { PEERS: 'audit:80,ledger.other.svc:8080' } }],
    ['an argument', { args: ['--ledger=ledger.other.svc.cluster.local:8080'] }],
  ])('a Service of another namespace that %s names', (_, pods: Pods) => {
    const { other, egress } = locked({}, pods);
    new kplus.Service(other, 'Ledger', { metadata: { name: 'ledger' }, ports: [{ name: 'http', port: 8080 }] });

    expect(egress.importedHosts).toEqual([...DEFAULTS, 'other/ledger.other.svc.cluster.local']);
  });

  test('a Service that a ConfigMap names, as a variable or in a file, but not one of a ConfigMap that no pod uses', () => {
    const { shop, other, egress } = locked();
    for (const name of ['ledger', 'audit', 'unused']) { new kplus.Service(other, name, { metadata: { name }, ports: [{ port: 80 }] }); }
    const configMap = (name: string) => new kplus.ConfigMap(shop, name, { metadata: { name }, data: { text: `upstream: ${name}.other` } });
    const [file] = [configMap('ledger'), configMap('unused')];
    const pods = new kplus.Deployment(shop, 'files', { containers: [{ image: 'registry.example/app:1.0' }] });
    pods.containers[0].mount('/etc/app', kplus.Volume.fromConfigMap(pods, 'Volume', file));
    pods.containers[0].env.addVariable('AUDIT', kplus.EnvValue.fromConfigMap(configMap('audit'), 'text'));

    expect(egress.importedHosts).toEqual([...DEFAULTS, 'other/audit.other.svc.cluster.local', 'other/ledger.other.svc.cluster.local']);
  });

  test('no Service where names of Services do not count, or the name is that of its own namespace, or of no Service', () => {
    const { other, egress } = locked({ namedServices: false }, { env: { LEDGER: 'http://ledger.other' } });
    new kplus.Service(other, 'Ledger', { metadata: { name: 'ledger' }, ports: [{ port: 80 }] });
    expect(egress.importedHosts).toEqual(DEFAULTS);

    expect(locked({}, { env: { A: 'http://cart.shop.svc', B: 'http://missing.other', C: 'app.properties' } }).egress.importedHosts).toEqual(DEFAULTS);
  });

  test.each([
    ['gets code modules', DynaKubeMode.cloudNativeFullStack(), ['dynatrace/ag.example.com', 'dynatrace/abc12345.live.dynatrace.com']],
    ['gets none', DynaKubeMode.hostMonitoring(), []],
  ])('the endpoints of OneAgent if the workload %s', (_, mode, expected) => {
    const { app, egress } = locked();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode });
    new OneAgentEgress(monitoring, 'OneAgent', { dynakube, connectionInfo: ConnectionInfo.fromEndpoints('https://ag.example.com:9999/communication') });

    expect(egress.importedHosts).toEqual([...DEFAULTS, ...expected].sort());
    expect(ownFindings(app)).toEqual([]);
  });

  test('the endpoints of OneAgent for any pod if the app has no workload, but not for workloads that are exempt, or of another mesh', () => {
    const endpoint = (app: App, id = 'monitoring') => {
      const chart = new Chart(app, id, { namespace: 'dynatrace' });
      return { chart, oneAgent: new OneAgentEgress(chart, 'OneAgent', { connectionInfo: ConnectionInfo.fromEndpoints('https://ag.example.com:9999/communication') }) };
    };
    const { app, shop } = charts();
    endpoint(app);
    expect(new NamespaceEgress(shop, 'Egress').importedHosts).toContain('dynatrace/ag.example.com');

    const exempt = locked();
    endpoint(exempt.app).oneAgent.exempt(exempt.shop, 'no code module');
    expect(exempt.egress.importedHosts).toEqual(DEFAULTS);

    const elsewhere = locked();
    new Mesh(endpoint(elsewhere.app).chart, 'Mesh');
    expect(elsewhere.egress.importedHosts).toEqual(DEFAULTS);
  });

  test('only the endpoints that are named, if they are', () => {
    const { other, egress } = locked({ monitoring: [] });
    new OneAgentEgress(other, 'OneAgent', { connectionInfo: ConnectionInfo.fromEndpoints('https://ag.example.com:9999/communication') });
    expect(egress.importedHosts).toEqual(DEFAULTS);
  });

  test.each([
    ['a RoleBinding for its ServiceAccount', 'RoleBinding', { kind: 'ServiceAccount', name: 'default' }, true],
    ['a ClusterRoleBinding for its ServiceAccount', 'ClusterRoleBinding', { kind: 'ServiceAccount', name: 'default', namespace: 'shop' }, true],
    ['a ClusterRoleBinding for all its ServiceAccounts', 'ClusterRoleBinding', { kind: 'Group', name: 'system:serviceaccounts:shop' }, true],
    ['a RoleBinding for another ServiceAccount', 'RoleBinding', { kind: 'ServiceAccount', name: 'other' }, false],
    ['a ClusterRoleBinding for that of another namespace', 'ClusterRoleBinding', { kind: 'ServiceAccount', name: 'default', namespace: 'bank' }, false],
  ])('the API of Kubernetes: %s', (_, kind, subject, expected) => {
    const { shop, egress } = locked();
    new ApiObject(shop, 'Binding', { apiVersion: 'rbac.authorization.k8s.io/v1', kind, subjects: [subject], roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } });

    expect(egress.importedHosts.includes('default/kubernetes.default.svc.cluster.local')).toBe(expected);
  });

  test('the API of Kubernetes, DNS, the root namespace and the domain of the cluster can be set', () => {
    const { app, egress } = locked({ kubernetesApi: true, clusterDns: EgressHost.of('openshift-dns/dns-default.openshift-dns.svc.corp.internal') });
    new Mesh(app, 'Mesh', { rootNamespace: 'istio-root', clusterDomain: 'corp.internal' });

    expect(egress.importedHosts).toEqual(['./*', 'default/kubernetes.default.svc.corp.internal', 'istio-root/*', 'openshift-dns/dns-default.openshift-dns.svc.corp.internal']);
  });

  test('a Service of the cluster that is a destination is imported, and proved', () => {
    const { app, shop, egress } = locked({ destinations: [EgressDestination.http('ledger.bank.svc.cluster.local', 8080)] });

    expect(egress.importedHosts).toEqual([...DEFAULTS.slice(0, 1), 'bank/ledger.bank.svc.cluster.local', ...DEFAULTS.slice(1)]);
    expect(objectsOf(shop, 'ServiceEntry')).toEqual([]);
    expect(Mesh.of(app).findings()).toEqual([]);
  });
});

describe('what is blocked', () => {
  test('nothing is said if everything that the app shows is allowed', () => {
    for (const mode of [OBSERVE, ENFORCE]) {
      const { app } = locked({ mode, destinations: [EgressDestination.https('api.example.com')] }, { env: { API: 'https://api.example.com/v1' } });
      expect(Mesh.of(app).findings()).toEqual([]);
    }
  });

  test.each([[ENFORCE, ''], [OBSERVE, 'in mode ENFORCE, ']])('a URL in a variable that is not allowed, in mode %s', (mode, prefix) => {
    const { app } = locked({ mode }, { env: { API: 'https://user:password@api.example.com/v1' } });

    expect(ownFindings(app)).toEqual([
      `warning namespace-egress/blocked-destination shop/Egress: ${prefix}Deployment shop/web does not reach https://api.example.com:443: A TLS connection from namespace shop to api.example.com:443 is blocked: `
      + 'the outboundTrafficPolicy of Sidecar shop/default is REGISTRY_ONLY, and no ServiceEntry or Service in the mesh has the host "api.example.com". '
      + 'Add a ServiceEntry with hosts: ["api.example.com"], resolution: DNS and a port with number 443 and protocol TLS. '
      + 'It is named by env API of container "main": in the app, call allowDestinations() or allowEgressTo() of "shop/Egress" if the workloads use it',
    ]);
  });

  test('a port that a Service lacks', () => {
    const { app, other } = locked({}, { env: { LEDGER: 'http://ledger.other:8081' } });
    new kplus.Service(other, 'Ledger', { metadata: { name: 'ledger' }, ports: [{ name: 'http', port: 8080 }] });

    expect(ownFindings(app)).toEqual([expect.stringMatching(/^warning namespace-egress\/blocked-destination shop\/Egress: Deployment shop\/web does not reach http:\/\/ledger.other:8081: /)]);
  });

  test.each([
    ['names without a dot, addresses of the pod, UDP and texts', { env: { A: 'http://cart:8080', B: 'http://127.0.0.1:80', C: 'udp://ntp.example.com:123', D: 'see https://docs.example.com' } }],
    ['Services that the app does not have, but the Sidecar imports', { env: { A: 'http://ledger.bank.svc:8080', B: 'http://cart.shop:8080', C: 'istiod.istio-system:15012' } }],
  ])('%s say nothing', (_, pods: Pods) => {
    expect(ownFindings(locked({}, pods).app)).toEqual([]);
  });

  test.each([
    ['postgres://u:secret@db.corp.example/x', 'tcp://db.corp.example:5432', EgressDestination.tcp('db.corp.example', 5432)],
    ['redis://:secret@cache.corp.example:6380', 'tcp://cache.corp.example:6380', EgressDestination.tcp('198.51.100.8', 6380)],
    ['rediss://u:secret@cache.corp.example', 'https://cache.corp.example:6379', EgressDestination.https('cache.corp.example', 6379)],
    ['https://u:secret@203.0.113.77:8443/x', 'tcp://203.0.113.77:8443', EgressDestination.tcp('203.0.113.77', 8443)],
    ['kafka.corp.example:9093', 'tcp://kafka.corp.example:9093', EgressDestination.https('kafka.corp.example', 9093)],
  ])('%s is blocked unless it is allowed, and no message has its password', (value, label, allowed) => {
    for (const mode of [OBSERVE, ENFORCE]) {
      const { app, egress } = locked({ mode }, { env: { TARGET: value, AGAIN: value } });
      const found = ownFindings(app);
      expect(found).toEqual([expect.stringContaining(`Deployment shop/web does not reach ${label}: `)]);
      expect(found[0]).toContain('It is named by env TARGET of container "main": in the app, call allowDestinations()');
      expect(found[0]).not.toContain('secret');

      egress.allowDestinations(allowed);
      expect(ownFindings(app)).toEqual([]);
    }
  });

  test.each([
    ['a namespace of the app', 'http://ledger.other:8080', 'http://ledger.other:8080', 'other', {},
      'the Sidecar does not import Service other/ledger, which is not in the app', 'if the workloads use it'],
    ['a host that ends like that of a Service', 'http://ledger.bank.svc:8080', 'http://ledger.bank.svc:8080', 'bank', { namedServices: false },
      'the Sidecar does not import Service bank/ledger, which is not in the app', 'if the workloads use it'],
    ['two labels of which nothing is known', 'http://ledger.bank:8080', 'http://ledger.bank:8080', 'bank', {},
      'no ServiceEntry or Service of the app has the host "ledger.bank"', 'if it is a Service of the cluster, or allowDestinations() if it is a host outside'],
  ])('a Service that is not in the app: %s', (_, value, label, namespace, props, reason, use) => {
    const { app, other, egress } = locked(props, { env: { LEDGER: value } });
    deployment(other, 'audit');
    expect(ownFindings(app)).toEqual([expect.stringMatching(/^warning namespace-egress\/blocked-destination shop\/Egress: Deployment shop\/web (?:does|might) not reach /)]);
    expect(ownFindings(app)[0]).toContain(`reach ${label}: ${reason}. It is named by env LEDGER of container "main": `
      + `in the app, call allowEgressTo() of "shop/Egress" with EgressHost.of('${namespace}/ledger.${namespace}.svc.cluster.local') ${use}`);

    egress.allowEgressTo(EgressHost.of(`${namespace}/ledger.${namespace}.svc.cluster.local`));
    expect(ownFindings(app)).toEqual([]);
  });

  test('a host of two labels that a ServiceEntry of another namespace has is no Service', () => {
    const { app, other } = locked({}, { env: { RATES: 'https://rates.example' } });
    new ServiceEntry(other, 'Entry', { hosts: ['rates.example'], ports: [ServicePort.https()] });
    expect(ownFindings(app)).toEqual([expect.stringContaining('Sidecar shop/default does not import it. Add "other/rates.example"')]);
  });

  test('a forward proxy that is not allowed, but not what goes through it, in one finding', () => {
    const { app, other, egress } = locked({ mode: OBSERVE }, { env: { HTTPS_PROXY: 'http://proxy.example.com:3128', API: 'https://api.example.com' } });
    const proxy = new ForwardProxy(other, 'Proxy', { url: 'http://proxy.example.com:3128', addresses: ['198.51.100.9'] });
    expect(ownFindings(app)).toEqual([expect.stringMatching(/: in mode ENFORCE, Deployment shop\/web does not reach tcp:\/\/proxy.example.com:3128: .* It is named by env HTTPS_PROXY of container "main"/)]);

    egress.allowEgressTo(proxy);
    expect(ownFindings(app)).toEqual([]);
  });

  test('while it observes, what the app declares and the lock closes', () => {
    const { app, other, egress } = locked({ mode: OBSERVE });
    const entry = new ServiceEntry(other, 'Entry', { hosts: ['a.example.com'], ports: [ServicePort.https()] });
    new kplus.Service(other, 'Ledger', { metadata: { name: 'ledger' }, ports: [{ name: 'http', port: 8080 }] });
    expect(ownFindings(app)).toEqual([
      'warning namespace-egress/blocked-destination shop/Egress: mode ENFORCE closes 1 declared destination (https://a.example.com:443) and 1 Service of other namespaces (Service other/ledger) to Deployment shop/web: '
      + 'call allowEgressTo() of "shop/Egress" for those that the workloads use',
    ]);

    egress.allowEgressTo(entry, EgressHost.namespace('other'));
    expect(Mesh.of(app).findings()).toEqual([]);
  });

  test('while it observes, a requirement that the lock breaks; once it is enforced, the synth fails', () => {
    const required = (mode: NamespaceEgressMode) => {
      const { app, shop, other } = locked({ mode });
      new ServiceEntry(other, 'Entry', { hosts: ['a.example.com'], ports: [ServicePort.https()] });
      Mesh.of(app).requireEgress(shop, EgressDestination.https('a.example.com'));
      return app;
    };
    expect(ownFindings(required(OBSERVE))).toContainEqual(expect.stringMatching(/^warning namespace-egress\/blocked-destination .*: in mode ENFORCE, Deployment shop\/web does not reach https:\/\/a.example.com:443: .* In the app, call allowEgressTo\(\) of "shop\/Egress" with the construct/));
    expect(Mesh.of(required(ENFORCE)).findings().map(({ rule, severity }) => [rule, severity])).toEqual([['mesh/unimported-entry', 'info'], ['mesh/egress-unreachable', 'error']]);
  });

  test('a target that is allowed but not reached fails the synth', () => {
    const { shop, other, egress } = locked();
    egress.allowEgressTo(new ServiceEntry(other, 'Hidden', { hosts: ['hidden.example.com'], ports: [ServicePort.https()], exportTo: [ExportScope.sameNamespace()] }));

    expect(() => Testing.synth(shop)).toThrow('Deployment shop/web does not reach https://hidden.example.com:443');
  });
});

describe('what is not locked', () => {
  test('pods without a sidecar, pods with another Sidecar, and pods that bypass theirs', () => {
    const { app, shop } = locked();
    deployment(shop, 'bare', { labels: { 'sidecar.istio.io/inject': 'false' } });
    deployment(shop, 'own', { labels: { app: 'own' } });
    new Sidecar(shop, 'Own', { workloadSelector: { app: 'own' }, outboundTrafficPolicy: OutboundTrafficPolicy.allowAny() });
    deployment(shop, 'bypassing').podMetadata.addAnnotation('traffic.sidecar.istio.io/excludeOutboundPorts', '443');

    expect(ownFindings(app)).toEqual([
      'Deployment shop/bare is not locked: the pods have no sidecar; inject one, or keep the pods in with a NetworkPolicy',
      'Deployment shop/own is not locked: another Sidecar applies to the pods; remove it, and allow its hosts in "shop/Egress"',
      'Deployment shop/bypassing is not locked: an annotation of the pods lets connections past the sidecar; remove it',
    ].map(message => `warning namespace-egress/not-locked shop/Egress: ${message}`));
  });

  test('pods of a namespace without a label for injection, once, and not those that request a sidecar', () => {
    const namespace = (labels: Record<string, string>) => {
      const { app, shop } = locked();
      deployment(shop, 'api');
      deployment(shop, 'asks', { labels: { 'sidecar.istio.io/inject': 'true' } });
      new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
      return ownFindings(app);
    };
    expect(namespace({ team: 'shop' })).toEqual([
      'warning namespace-egress/not-locked shop/Egress: Deployment shop/web, Deployment shop/api might not be locked: it is unknown whether the pods have a sidecar; '
      + 'set the label istio-injection of Namespace shop to "enabled"',
    ]);
    expect(namespace({ 'istio-injection': 'enabled' })).toEqual([]);
  });

  test('a namespace without a label for injection and without workloads in the app', () => {
    const { app, shop } = charts();
    new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    new NamespaceEgress(shop, 'Egress');
    expect(ownFindings(app)).toEqual([expect.stringContaining('Pod shop/* might not be locked: it is unknown whether the pods have a sidecar; ')]);
  });

  test('another Sidecar that blocks unknown hosts too is no gap', () => {
    const { app, shop } = locked();
    deployment(shop, 'own', { labels: { app: 'own' } });
    new Sidecar(shop, 'Own', { workloadSelector: { app: 'own' } });

    expect(ownFindings(app)).toEqual([]);
  });

  test('a namespace that the mesh locks, and the mode opens', () => {
    const { app } = locked({ mode: OBSERVE });
    new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });

    expect(ownFindings(app)).toEqual([
      'warning namespace-egress/not-locked shop/Egress: mode OBSERVE lets the workloads of namespace shop connect to every host, which the REGISTRY_ONLY of the mesh blocks without it; choose mode ENFORCE',
    ]);
  });

  test('a second Sidecar of the namespace fails the synth', () => {
    const { shop } = locked();
    new Sidecar(shop, 'Second', { metadata: { name: 'second' } });

    expect(() => Testing.synth(shop)).toThrow('mesh/several-default-sidecars');
  });
});

describe('what can\'t be right', () => {
  test.each<[string, NamespaceEgressProps, string]>([
    ['the namespace', { namespace: 'Shop' }, '\'namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "Shop"'],
    ['the name', { metadata: { name: 'shop' } }, '\'metadata.name\' must not be set, got "shop"; the objects are named after their hosts'],
    ['the namespace in the metadata', { metadata: { namespace: 'shop' } }, '\'metadata.namespace\' must not be set, got "shop"; use \'namespace\''],
    ['a port', { destinations: [EgressDestination.https('a.example.com'), EgressDestination.http('a.example.com', 443)] },
      '\'destinations\' must not use a port with TLS and in plain text, got "http://a.example.com:443" after port 443 (HTTPS); leave one of them out'],
    ['a port of a Service', { destinations: [EgressDestination.https('a.bank.svc'), EgressDestination.http('a.bank.svc', 443)] },
      '\'destinations\' must not use a port with TLS and in plain text, got "http://a.bank.svc:443" after port 443 (HTTPS); leave one of them out'],
  ])('%s throws', (_, props, message) => {
    expect(() => new NamespaceEgress(charts().shop, 'Egress', props)).toThrow(new Error(message));
  });

  test('a chart without a namespace throws', () => {
    expect(() => new NamespaceEgress(new Chart(new App(), 'shop'), 'Egress')).toThrow(new Error('"shop/Egress" has no namespace: set \'namespace\', or the \'namespace\' of its chart'));
  });

  test('the root namespace fails the synth, whatever the mesh calls it', () => {
    const { app, shop } = locked();
    new Mesh(app, 'Mesh', { rootNamespace: 'shop' });

    expect(() => Testing.synth(shop)).toThrow('\'namespace\' must not be the root namespace of the mesh, got "shop": its Sidecar applies to all namespaces without one; use a Sidecar');
  });
});

test('however many namespaces are locked, each object is rendered once', () => {
  const { app, shop } = locked();
  let rendered = 0;
  new ApiObject(shop, 'Counted', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce: () => ({ rendered: String(++rendered) }) }) });
  for (const name of ['a', 'b', 'c']) { new NamespaceEgress(new Chart(app, name, { namespace: name }), 'Egress', { mode: OBSERVE }); }

  Mesh.of(app).findings();
  expect(rendered).toBe(1);
});
