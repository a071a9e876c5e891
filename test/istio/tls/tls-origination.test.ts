import { ApiObject, App, Chart, Testing } from 'cdk8s';
import {
  EgressDestination, EgressGateway, ExportScope, Mesh, OutboundTrafficPolicy, PortProtocol, ServiceEntry, ServiceEntryProps, ServicePort, Sidecar,
  SidecarTls, TlsOriginationOptions,
} from '../../../src';

interface Manifest { kind: string; metadata: { name: string; namespace?: string }; spec?: any }

interface Fixture {
  readonly app: App;
  readonly mesh: Mesh;
  readonly shop: Chart;
}

function fixture(): Fixture {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
  return { app, mesh, shop: new Chart(app, 'shop', { namespace: 'shop' }) };
}

function entryIn(chart: Chart, props: Partial<ServiceEntryProps> = {}): ServiceEntry {
  return new ServiceEntry(chart, 'Api', { hosts: ['api.example'], ports: [ServicePort.http()], metadata: { name: 'api' }, ...props });
}

function workload(chart: Chart, name: string, account: object = {}, labels: object = {}): ApiObject {
  const template = { metadata: { labels: { app: name, ...labels } }, spec: { ...account, containers: [{ name: 'app', image: 'registry.example/app:1.0' }] } };
  const spec = { selector: { matchLabels: { app: name } }, template };
  return new ApiObject(chart, name, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, ...{ spec } });
}

/** The objects of a ServiceEntry whose TLS the sidecars start. */
function originated(props: Partial<ServiceEntryProps> = {}, tls?: SidecarTls, options?: TlsOriginationOptions): Manifest[] {
  const { shop } = fixture();
  entryIn(shop, props).originateTls(tls, options);
  return Testing.synth(shop) as Manifest[];
}

function fails(props: Partial<ServiceEntryProps>, tls?: SidecarTls, options?: TlsOriginationOptions): string {
  try {
    originated(props, tls, options);
  } catch (error) {
    return (error as Error).message.replace('Validation failed with the following errors:\n  ', '');
  }
  return 'nothing';
}

const SYSTEM = { mode: 'SIMPLE', sni: 'api.example', subjectAltNames: ['api.example'], caCertificates: 'system' };

test('requests in plain text leave the sidecar as TLS to port 443, and TLS of clients stays as it is', () => {
  expect(originated({ ports: [ServicePort.http(), ServicePort.https()] })).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        hosts: ['api.example'],
        ports: [{ name: 'http-80', number: 80, protocol: 'HTTP', targetPort: 443 }, { name: 'https-443', number: 443, protocol: 'HTTPS' }],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
      },
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'api-api.example', namespace: 'shop' },
      spec: { host: 'api.example', trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: SYSTEM }] } },
    },
  ]);
});

test('a port keeps its targetPort, and a port 443 needs none', () => {
  const ports = [ServicePort.of({ number: 8080, protocol: PortProtocol.HTTP, targetPort: 8443 }), ServicePort.grpc(443)];
  const [entry, rule] = originated({ ports });
  expect(entry.spec.ports).toEqual([
    { name: 'grpc-443', number: 443, protocol: 'GRPC' },
    { name: 'http-8080', number: 8080, protocol: 'HTTP', targetPort: 8443 },
  ]);
  expect(rule.spec.trafficPolicy.portLevelSettings.map(({ port }: { port: object }) => port)).toEqual([{ number: 443 }, { number: 8080 }]);
});

test('hosts and ports that are added later get TLS too, and each host has a rule with its name', () => {
  const { shop } = fixture();
  const entry = entryIn(shop);
  entry.originateTls();
  entry.addHost('b.example');
  entry.addHost('b.example');
  entry.addPort(ServicePort.http(8080));
  const rules = (Testing.synth(shop) as Manifest[]).filter(({ kind }) => kind === 'DestinationRule');
  const tlsOf = (spec: any) => spec.trafficPolicy.portLevelSettings.map(({ port, tls }: any) => [port.number, tls.sni]);
  expect(rules.map(({ metadata, spec }) => [metadata.name, spec.host, tlsOf(spec)])).toEqual([
    ['api-api.example', 'api.example', [[80, 'api.example'], [8080, 'api.example']]],
    ['api-b.example', 'b.example', [[80, 'b.example'], [8080, 'b.example']]],
  ]);
});

test('each of several hosts has a rule with its name', () => {
  const rules = originated({ hosts: ['b.example', 'a.example'] }).slice(1);
  expect(rules.map(({ metadata, spec }) => [metadata.name, spec.host])).toEqual([['api-a.example', 'a.example'], ['api-b.example', 'b.example']]);
});

test('the server of a wildcard is the one of each request', () => {
  const [entry, rule] = originated({ hosts: ['*.example.com'] });
  expect(entry.spec.resolution).toBe('NONE');
  expect(rule.spec).toEqual({ host: '*.example.com', trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE', caCertificates: 'system' } }] } });
});

test('a server name, other names and the authorities are those of the options', () => {
  const tls = SidecarTls.simple({ sni: 'front.example', subjectAltNames: ['b.example', 'a.example'], caFile: '/etc/partner/ca.crt' });
  expect(originated({}, tls)[1].spec.trafficPolicy.portLevelSettings[0].tls)
    .toEqual({ mode: 'SIMPLE', sni: 'front.example', subjectAltNames: ['a.example', 'b.example'], caCertificates: '/etc/partner/ca.crt' });
});

test('subjectAltNames of the ServiceEntry stay in one place, unless TLS has its own', () => {
  const own = { mode: 'SIMPLE', sni: 'api.example', caCertificates: 'system' };
  const [entry, rule] = originated({ subjectAltNames: ['*.api.example'] });
  expect([entry.spec.subjectAltNames, rule.spec.trafficPolicy.portLevelSettings[0].tls]).toEqual([['*.api.example'], own]);
  expect(originated({ subjectAltNames: ['*.api.example'] }, SidecarTls.simple({ subjectAltNames: ['c.example'] }))[1].spec.trafficPolicy.portLevelSettings[0].tls)
    .toEqual({ ...own, subjectAltNames: ['c.example'] });
});

test('the rule is visible where the ServiceEntry is', () => {
  const exportTo = (...scopes: ExportScope[]) => originated({ exportTo: scopes })[1].spec.exportTo;
  expect(exportTo(ExportScope.namespace('orders'), ExportScope.sameNamespace())).toEqual(['.', 'orders']);
  expect(exportTo(ExportScope.everywhere())).toEqual(['*']);
  // A rule can't be exported to nobody.
  expect(exportTo(ExportScope.nowhere())).toEqual(['.']);
});

test('files with the certificate of the client need no Secret of istiod', () => {
  const tls = SidecarTls.mutualFromFiles({ certificateFile: '/etc/partner/tls.crt', keyFile: '/etc/partner/tls.key', caFile: '/etc/partner/ca.crt' });
  const objects = originated({}, tls);
  expect(objects.map(({ kind }) => kind)).toEqual(['ServiceEntry', 'DestinationRule']);
  expect(objects[1].spec.trafficPolicy.portLevelSettings[0].tls).toEqual({
    mode: 'MUTUAL',
    sni: 'api.example',
    subjectAltNames: ['api.example'],
    clientCertificate: '/etc/partner/tls.crt',
    privateKey: '/etc/partner/tls.key',
    caCertificates: '/etc/partner/ca.crt',
  });
  const { caCertificates } = originated({}, SidecarTls.mutualFromFiles({ certificateFile: '/a/b', keyFile: '/a/c' }))[1].spec.trafficPolicy.portLevelSettings[0].tls;
  expect(caCertificates).toBe('system');
});

test('a Secret is for the pods that the rule selects, and their ServiceAccounts may read it', () => {
  const [, ...others] = originated({ exportTo: [ExportScope.everywhere()] }, SidecarTls.mutual('partner'), { clients: { app: 'web' }, serviceAccounts: ['web', 'batch', 'web'] });
  const metadata = { name: 'api', namespace: 'shop' };
  expect(others).toEqual([
    {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api' },
      subjects: [{ kind: 'ServiceAccount', name: 'batch', namespace: 'shop' }, { kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
    },
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'api-api.example', namespace: 'shop' },
      spec: {
        host: 'api.example',
        exportTo: ['.'],
        workloadSelector: { matchLabels: { app: 'web' } },
        trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'MUTUAL', sni: 'api.example', subjectAltNames: ['api.example'], credentialName: 'partner' } }] },
      },
    },
  ]);
  const [, , binding] = originated({}, SidecarTls.mutual('partner'), { clients: { app: 'web' } }) as any[];
  expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }]);
});

test('a Secret with certificates of authorities needs no Role', () => {
  const objects = originated({}, SidecarTls.simple({ caCredentialName: 'partner-ca' }), { clients: { app: 'web' } }) as any[];
  expect(objects.map(({ kind }) => kind)).toEqual(['ServiceEntry', 'DestinationRule']);
  expect(objects[1].spec.trafficPolicy.portLevelSettings[0].tls.credentialName).toBe('partner-ca');
});

test('a port for TCP gets TLS if it is listed, at its own number', () => {
  const [entry, rule] = originated({ ports: [ServicePort.tcp(6380), ServicePort.http()], addresses: ['203.0.113.8'] }, SidecarTls.simple(), { ports: [6380] });
  expect(entry.spec.ports).toEqual([{ name: 'http-80', number: 80, protocol: 'HTTP' }, { name: 'tcp-6380', number: 6380, protocol: 'TCP' }]);
  expect(rule.spec.trafficPolicy.portLevelSettings).toEqual([{ port: { number: 6380 }, tls: SYSTEM }]);
});

describe('the synth fails', () => {
  test('if the sidecar would start TLS around the TLS of the client', () => {
    expect(fails({ ports: [ServicePort.http(), ServicePort.https()] }, undefined, { ports: [80, 443] })).toBe(
      '[shop/Api] \'ports\' of originateTls() must not have port 443 (HTTPS), where clients start TLS themselves: the sidecar would start TLS again around it, and every handshake fails; '
      + 'leave it out, or declare the port with ServicePort.http() if its clients send plain text',
    );
  });

  test('if there is no port for requests in plain text', () => {
    expect(fails({ ports: [ServicePort.https()] })).toBe(
      '[shop/Api] originateTls() is for connections that clients open in plain text, but the ServiceEntry has no port for requests in plain text; add ServicePort.http(), or remove the call',
    );
  });

  test('if a port is not one of the ServiceEntry, or for UDP', () => {
    expect(fails({}, undefined, { ports: [8080] })).toBe('[shop/Api] \'ports\' of originateTls() must be ports of the ServiceEntry, got "8080"; add the port, or leave it out');
    expect(fails({ ports: [ServicePort.of({ number: 53, protocol: PortProtocol.UDP })] }, undefined, { ports: [53] }))
      .toBe('[shop/Api] \'ports\' of originateTls() must not have port 53 (UDP), which sidecars don\'t handle; leave it out');
  });

  test('if nothing tells the name of the server', () => {
    const props = { hosts: ['*.cache.example'], ports: [ServicePort.tcp(6380)], addresses: ['203.0.113.0/24'] };
    expect(fails(props, undefined, { ports: [6380] })).toBe(
      '[shop/Api] port 6380 (TCP) of "*.cache.example" needs \'sni\', because its bytes don\'t tell the name of the server; set it in SidecarTls, or list the hosts',
    );
    expect(fails(props, SidecarTls.simple({ sni: 'a.cache.example', subjectAltNames: ['a.cache.example'] }), { ports: [6380] })).toBe('nothing');
  });
});

describe('originateTls() throws', () => {
  test.each<[string, SidecarTls | undefined, TlsOriginationOptions, string]>([
    ['without clients of a Secret', SidecarTls.mutual('partner'), {}, '\'clients\' must be set with the Secret "partner": sidecars read a Secret only for a rule that selects their pods, and would send plain text; set the labels of the pods that connect to the server, or pass files to SidecarTls'],
    ['with no labels of clients', undefined, { clients: {} }, '\'clients\' must not be empty, got "{}"; set labels of the pods that connect to the server'],
    ['with a label that is not valid', undefined, { clients: { app: 'a b' } }, '\'clients\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "a b"'],
    ['with an empty list of ports', undefined, { ports: [] }, '\'ports\' must not be empty, got "[]"; leave it out for all ports for requests in plain text'],
    ['with ServiceAccounts and no Secret', undefined, { serviceAccounts: ['web'] }, '\'serviceAccounts\' is for a Secret with a key, got "web"; leave it out, or pass SidecarTls.mutual()'],
    ['with ServiceAccounts and a Secret without a key', SidecarTls.simple({ caCredentialName: 'partner-ca' }), { clients: { app: 'web' }, serviceAccounts: ['web'] },
      '\'serviceAccounts\' is for a Secret with a key, got "web"; leave it out, or pass SidecarTls.mutual()'],
    ['with an empty list of ServiceAccounts', SidecarTls.mutual('partner'), { clients: { app: 'web' }, serviceAccounts: [] }, '\'serviceAccounts\' must not be empty, got "[]"; leave it out for the ServiceAccount "default"'],
    ['with a ServiceAccount that is not valid', SidecarTls.mutual('partner'), { clients: { app: 'web' }, serviceAccounts: ['Web'] }, '\'serviceAccounts\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "Web"'],
  ])('%s', (_, tls, options, message) => {
    expect(() => originated({}, tls, options)).toThrow(new Error(message));
  });

  test('the second time, and with through()', () => {
    const { app, shop } = fixture();
    const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
    const entry = entryIn(shop);
    entry.originateTls();
    expect(() => entry.originateTls()).toThrow(new Error('the sidecars already start TLS; call originateTls() once'));
    expect(() => entry.through(gateway)).toThrow(new Error('connections through the egress gateway "egress-gateway.egress.svc.cluster.local" can\'t get TLS from the sidecars too; pass \'originateTls\' to through() instead of calling originateTls()'));
    const routed = new ServiceEntry(shop, 'Routed', { hosts: ['b.example'], ports: [ServicePort.http()] });
    routed.through(gateway);
    expect(() => routed.originateTls()).toThrow(new Error('connections through the egress gateway "egress-gateway.egress.svc.cluster.local" can\'t get TLS from the sidecars; pass \'originateTls\' to through()'));
  });
});

describe('the proof', () => {
  test('follows plain text and TLS of the client to the server', () => {
    const { app, mesh, shop } = fixture();
    const web = workload(shop, 'web');
    const entry = entryIn(shop, { ports: [ServicePort.http(), ServicePort.https()] });
    entry.originateTls();
    new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
    mesh.requireEgress(web, EgressDestination.http('api.example'), EgressDestination.https('api.example'));
    app.synth();
    expect(mesh.findings()).toEqual([]);
  });

  test('refuses a client that starts TLS itself on the port whose TLS the sidecar starts', () => {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { dnsCapture: true });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = workload(shop, 'web');
    entryIn(shop, { ports: [ServicePort.tcp(6380)] }).originateTls(SidecarTls.simple(), { ports: [6380] });
    mesh.requireEgress(web, EgressDestination.https('api.example', 6380), EgressDestination.tcp('api.example', 6380));
    expect(mesh.findings().map(({ rule }) => rule)).toEqual(['mesh/egress-unreachable']);
    expect(mesh.findings()[0].message).toContain('gets TLS within TLS');
  });

  test('asks only the pods that the rule selects', () => {
    const { mesh, shop } = fixture();
    workload(shop, 'web');
    workload(shop, 'batch');
    const entry = entryIn(shop);
    entry.originateTls(SidecarTls.simple({ caCredentialName: 'partner-ca' }), { clients: { app: 'batch' } });
    new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
    expect(mesh.findings().map(({ rule, message }) => `${rule}: ${message.split(':')[0]}`)).toEqual(['mesh/egress-unproved: Deployment shop/batch might not reach http']);
    new ApiObject(shop, 'Secret', { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'partner-ca' } });
    expect(mesh.findings().filter(({ rule }) => rule.startsWith('mesh/'))).toEqual([]);
  });

  test('asks all pods of other namespaces, whose sidecars start no TLS', () => {
    const { app, mesh, shop } = fixture();
    const entry = entryIn(shop);
    entry.originateTls(SidecarTls.simple(), { clients: { app: 'batch' } });
    const orders = new Chart(app, 'orders', { namespace: 'orders' });
    workload(orders, 'web');
    new Sidecar(orders, 'Sidecar').allowEgressTo(entry);
    expect(mesh.findings().map(({ rule }) => rule)).toEqual(['mesh/egress-unreachable']);
    expect(mesh.findings()[0].message).toContain('The sidecar sends plain HTTP to api.example:443, where the server expects TLS');
  });
});

describe('istiod passes a Secret only to ServiceAccounts that may read it', () => {
  function withSecret(options: TlsOriginationOptions): Fixture {
    const all = fixture();
    new ApiObject(all.shop, 'Secret', { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'partner' } });
    const entry = entryIn(all.shop);
    entry.originateTls(SidecarTls.mutual('partner'), options);
    new Sidecar(all.shop, 'Sidecar').allowEgressTo(entry);
    return all;
  }
  const unreadable = ({ mesh }: Fixture) => mesh.findings().filter(({ rule }) => rule === 'service-entry/secret-not-readable').map(({ severity, path, message }) => [severity, path, message]);

  test('so the synth fails for pods with another one', () => {
    const all = withSecret({ clients: { app: 'web' } });
    workload(all.shop, 'web', { serviceAccountName: 'web' });
    const message = '\'serviceAccounts\' of originateTls() must have the ServiceAccounts of all pods that \'clients\' selects, got "default": '
      + 'istiod does not pass the Secret "partner" to Deployment shop/web with "web", and the connections fail; add it, or select other pods';
    expect(unreadable(all)).toEqual([['error', 'shop/Api', message]]);
    expect(() => all.app.synth()).toThrow(message);
  });

  test('and one message names all of them', () => {
    const all = withSecret({ clients: { tier: 'front' }, serviceAccounts: ['web', 'batch'] });
    ['web', 'api', 'jobs', 'batch'].forEach(name => workload(all.shop, name, { serviceAccount: name }, { tier: 'front' }));
    expect(unreadable(all).map(([, , message]) => message)).toEqual([
      '\'serviceAccounts\' of originateTls() must have the ServiceAccounts of all pods that \'clients\' selects, got "batch", "web": '
      + 'istiod does not pass the Secret "partner" to Deployment shop/api, Deployment shop/jobs with "api", "jobs", and the connections fail; add them, or select other pods',
    ]);
  });

  test('and accepts the accounts in the list, pods that are not selected, and pods without a sidecar', () => {
    const all = withSecret({ clients: { app: 'web' }, serviceAccounts: ['web'] });
    workload(all.shop, 'web', { serviceAccountName: 'web', serviceAccount: 'old' });
    workload(all.shop, 'batch', { serviceAccountName: 'batch' });
    workload(new Chart(all.app, 'orders', { namespace: 'orders' }), 'web');
    new ApiObject(all.shop, 'Job', {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'job', labels: { 'app': 'web', 'sidecar.istio.io/inject': 'false' } }, ...{ spec: { serviceAccountName: 'job' } },
    });
    expect(unreadable(all)).toEqual([]);
    workload(all.shop, 'late', {}, { app: 'web' });
    expect(unreadable(all)).toHaveLength(1);
  });

  test('and accepts an account that another ServiceEntry lets read the Secrets of the namespace', () => {
    const all = withSecret({ clients: { app: 'web' } });
    workload(all.shop, 'web', { serviceAccountName: 'web' });
    const other = new ServiceEntry(all.shop, 'Other', { hosts: ['other.example'], ports: [ServicePort.http()] });
    other.originateTls(SidecarTls.mutual('partner'), { clients: { app: 'web' }, serviceAccounts: ['web'] });
    expect(unreadable(all)).toEqual([]);
  });
});
