import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { trace, TraceQuestion } from '../../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED, sidecar } from '../../manifests';

const API: TraceQuestion = { namespace: 'shop', host: 'api.test', port: 443, protocol: 'https' };

function traced(question: TraceQuestion, objects: readonly KubernetesObject[], meshConfig: object = LOCKED) {
  const { outcome, hops, explanation } = trace(MeshModel.of(objects, meshSettingsOf(meshConfig)), question);
  return { outcome, stages: hops.map(({ at, verdict }) => verdict === undefined ? at : `${at} ${verdict}`), explanation };
}

function destinationRule(host: string, trafficPolicy: object, metadata: object = {}, rest: object = {}): KubernetesObject {
  return istio('DestinationRule', 'api', { host, trafficPolicy, ...rest }, metadata);
}

const simple = { portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] };

test('a connection that its entry allows arrives, hop by hop', () => {
  expect(traced(API, [entry('api.test', 443, 'TLS')])).toEqual({
    outcome: 'ARRIVES',
    stages: ['sidecar REACHABLE', 'endpoint'],
    explanation: 'A TLS connection from namespace shop to api.test:443 reaches ServiceEntry egress/api.test. The sidecar sends the TLS of the client to api.test:443.',
  });
});

test('a connection that nothing allows ends at the sidecar', () => {
  expect(traced(API, [])).toMatchObject({ outcome: 'FAILS', stages: ['sidecar BLOCKED'] });
});

test('pods without a sidecar, and pods of a gateway, are not stopped by one', () => {
  expect(traced({ ...API, injected: false }, [])).toMatchObject({ outcome: 'ARRIVES', stages: ['capture BYPASSED'] });
  const annotations = { 'inject.istio.io/templates': 'gateway' };
  expect(traced({ ...API, annotations }, [])).toMatchObject({ outcome: 'ARRIVES', stages: ['capture BYPASSED'] });
});

test('an annotation that the injector refuses ends the way', () => {
  const annotations = { 'traffic.sidecar.istio.io/excludeOutboundPorts': 'https' };
  expect(traced({ ...API, annotations }, [])).toMatchObject({ outcome: 'FAILS', stages: ['capture BLOCKED'] });
  const settings = { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_DNS_CAPTURE: true }' };
  expect(traced({ ...API, annotations: settings }, [entry('api.test', 443, 'TLS')])).toMatchObject({ outcome: 'FAILS', stages: ['capture BLOCKED'] });
});

describe('TLS that a DestinationRule starts', () => {
  test('around the TLS of the client is TLS within TLS', () => {
    expect(traced(API, [entry('api.test', 443, 'TLS'), destinationRule('api.test', simple)])).toEqual({
      outcome: 'FAILS',
      stages: ['sidecar REACHABLE', 'tls'],
      explanation: 'A TLS connection from namespace shop to api.test:443 reaches ServiceEntry egress/api.test. '
        + 'The client starts TLS, and DestinationRule egress/api makes the sidecar start TLS again around it: the server at api.test:443 gets TLS within TLS, '
        + 'and the handshake of the client fails. Remove the TLS settings for port 443 from the rule, or export the rule only to the namespace that needs it.',
    });
  });

  test.each<[string, object, object]>([
    ['of another port', { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] }, {}],
    ['of the policy, where settings of the port replace it', { tls: { mode: 'SIMPLE' }, portLevelSettings: [{ port: { number: 443 }, connectionPool: {} }] }, {}],
    ['of a rule that is not exported to the client', simple, { exportTo: ['.'] }],
    ['of a rule for other pods', simple, { workloadSelector: { matchLabels: { app: 'other' } } }],
    ['with a Secret, but without a workload selector', { tls: { mode: 'MUTUAL', credentialName: 'api' } }, {}],
  ])('does not count: %s', (_, policy, rest) => {
    expect(traced(API, [entry('api.test', 443, 'TLS'), destinationRule('api.test', policy, {}, rest)]).outcome).toBe('ARRIVES');
  });

  describe('with a Secret', () => {
    const http = istio('ServiceEntry', 'api', { hosts: ['api.test'], ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }], resolution: 'DNS' });
    const secret: KubernetesObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'api-cert', namespace: 'shop' } };
    const question = { ...API, labels: { app: 'web' }, port: 80, protocol: 'http' as const };
    const rule = (mode: string) => destinationRule('api.test', { tls: { mode, credentialName: 'api-cert' } }, { namespace: 'shop' }, { workloadSelector: { matchLabels: { app: 'web' } } });
    const pods = (name: string, serviceAccountName: string) => ({
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'web' } }, spec: { serviceAccountName } } },
    });
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const binding = {
      apiVersion, kind: 'RoleBinding', metadata: { name: 'web', namespace: 'shop' }, roleRef: { kind: 'Role', name: 'web' }, subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
    };
    const role = { apiVersion, kind: 'Role', metadata: { name: 'web', namespace: 'shop' }, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }] };

    test('that is not among the objects is not certain', () => {
      expect(traced(question, [http, rule('SIMPLE')])).toMatchObject({ outcome: 'UNKNOWN', explanation: expect.stringContaining('Secret shop/api-cert, which is not among the objects') as string });
      expect(traced(question, [http, rule('SIMPLE'), secret]).outcome).toBe('ARRIVES');
      const external = (name: string, target: object): KubernetesObject => ({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name, namespace: 'shop' }, spec: { target } });
      expect(traced(question, [http, rule('SIMPLE'), external('other', { name: 'api-cert' })]).outcome).toBe('ARRIVES');
      expect(traced(question, [http, rule('SIMPLE'), external('api-cert', {})]).outcome).toBe('ARRIVES');
      expect(traced(question, [http, rule('SIMPLE'), external('api-cert', { name: 'other' })]).outcome).toBe('UNKNOWN');
    });

    test('with a key is certain only for pods that may read it', () => {
      const all = [http, rule('MUTUAL'), secret];
      const right = 'DestinationRule shop/api needs the key in Secret shop/api-cert, which istiod passes only to pods whose ServiceAccount may list the Secrets of the namespace, and ';
      const remedy = ': without it the sidecar never sends the connection (503 NC). Bind a Role with the verb "list" for "secrets" to the ServiceAccount, or name files of the proxy in the rule.';
      expect(traced(question, [...all, pods('web', 'web'), binding])).toMatchObject({
        outcome: 'UNKNOWN', explanation: expect.stringContaining(`${right}no role among the objects allows it to "web" of Deployment shop/web${remedy}`) as string,
      });
      expect(traced(question, [...all, pods('web', 'web'), binding, role]).outcome).toBe('ARRIVES');
      expect(traced(question, [...all, pods('web', 'web'), pods('late', 'default'), binding, role])).toMatchObject({
        outcome: 'UNKNOWN', explanation: expect.stringContaining('to "default" of Deployment shop/late:') as string,
      });
    });
  });

  test('with the certificates of the mesh fails outside of it', () => {
    const http = istio('ServiceEntry', 'api', { hosts: ['api.test'], ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }], resolution: 'DNS' });
    const result = traced({ ...API, port: 80, protocol: 'http' }, [http, destinationRule('api.test', { tls: { mode: 'ISTIO_MUTUAL' } })]);
    expect(result).toMatchObject({ outcome: 'FAILS', explanation: expect.stringContaining('ISTIO_MUTUAL') as string });
  });

  test.each<[string, Record<string, string>, string]>([
    ['arrives at pods with a sidecar', {}, 'ARRIVES'],
    ['fails at pods without one', { 'sidecar.istio.io/inject': 'false' }, 'FAILS'],
  ])('with the certificates of the mesh %s, whatever the port behind expects', (_, labels, outcome) => {
    const service: KubernetesObject = {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] },
    };
    const pods: KubernetesObject = {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'web', ...labels } } } },
    };
    const rule = destinationRule('web.shop.svc.cluster.local', { tls: { mode: 'ISTIO_MUTUAL' } }, { namespace: 'shop' });
    expect(traced({ namespace: 'shop', host: 'web', port: 80, protocol: 'http' }, [service, pods, rule]).outcome).toBe(outcome);
  });

  test('by one of two rules whose ages are unknown is not certain', () => {
    const rules = [destinationRule('api.test', simple), istio('DestinationRule', 'other', { host: 'api.test', trafficPolicy: { connectionPool: {} } })];
    expect(traced(API, [entry('api.test', 443, 'TLS'), ...rules])).toMatchObject({
      outcome: 'UNKNOWN', explanation: expect.stringContaining('depends on which of DestinationRule egress/api, DestinationRule egress/other is the oldest') as string,
    });
  });
});

test('a Service of type ExternalName is another name of its host, and leads to no other', () => {
  const alias = (externalName: string): KubernetesObject => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'alias', namespace: 'shop' }, spec: { type: 'ExternalName', externalName, ports: [{ name: 'https', port: 443 }] },
  });
  const question = { ...API, host: 'alias.shop.svc.cluster.local' };
  expect(traced(question, [alias('api.test'), entry('api.test', 443, 'TLS')])).toMatchObject({ outcome: 'ARRIVES', stages: ['sidecar MISROUTED', 'endpoint'] });
  expect(traced(question, [alias('other.test'), entry('api.test', 443, 'TCP')]).outcome).toBe('FAILS');
});

test('plain HTTP to a port whose server expects TLS fails', () => {
  const http = istio('ServiceEntry', 'api', { hosts: ['api.test'], ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }], resolution: 'DNS' });
  expect(traced({ ...API, port: 80, protocol: 'http' }, [http])).toMatchObject({
    outcome: 'FAILS', stages: ['sidecar REACHABLE', 'tls'], explanation: expect.stringContaining('tls.mode SIMPLE') as string,
  });
});

test('with DYNAMIC_DNS, the proxy dials the port in the Host of the request, or the usual one, whatever targetPort is', () => {
  const ports = [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }];
  const dynamic = istio('ServiceEntry', 'all', { hosts: ['*.test'], ports, resolution: 'DYNAMIC_DNS' });
  const question: TraceQuestion = { ...API, port: 80, protocol: 'http' };
  expect(traced(question, [dynamic])).toMatchObject({ outcome: 'ARRIVES', explanation: expect.stringContaining('*.test:80.') as string });
  const rule = destinationRule('*.test', { tls: { mode: 'SIMPLE' } });
  expect(traced(question, [dynamic, rule])).toMatchObject({ outcome: 'ARRIVES', explanation: expect.stringContaining('*.test:443.') as string });
});

test('with resolution NONE, the proxy keeps the port that the client dials, whichever port a route names', () => {
  const ports = [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'tls', protocol: 'TLS' }];
  const routes = istio('VirtualService', 'api', { hosts: ['api.test'], http: [{ route: [{ destination: { host: 'api.test', port: { number: 443 } } }] }] });
  const resolved = (resolution: string) => [istio('ServiceEntry', 'api', { hosts: ['api.test'], ports, resolution }), routes];
  const question: TraceQuestion = { ...API, port: 80, protocol: 'http' };
  expect(traced(question, resolved('NONE'))).toMatchObject({ outcome: 'ARRIVES', explanation: expect.stringContaining('sends plain HTTP to api.test:80.') as string });
  expect(traced(question, resolved('DNS'))).toMatchObject({ outcome: 'FAILS', stages: ['sidecar REACHABLE', 'tls'] });
});

test.each([['HTTP2', 'FAILS'], ['GRPC', 'FAILS'], ['HTTP', 'ARRIVES']])('a port for %s with DYNAMIC_DNS: %s, because Envoy refuses the cluster for HTTP/2 without TLS', (protocol, outcome) => {
  const dynamic = istio('ServiceEntry', 'all', { hosts: ['*.test'], ports: [{ number: 8080, name: 'web', protocol }], resolution: 'DYNAMIC_DNS' });
  const question: TraceQuestion = { ...API, port: 8080, protocol: 'http' };
  expect(traced(question, [dynamic]).outcome).toBe(outcome);
  expect(traced(question, [dynamic, destinationRule('*.test', { tls: { mode: 'SIMPLE' } })]).outcome).toBe('ARRIVES');
});

describe('DNS capture', () => {
  const capture = { ...LOCKED, defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } };
  const db = entry('db.test', 5432, 'TCP');
  const question: TraceQuestion = { namespace: 'shop', host: 'db.test', port: 5432, protocol: 'tcp' };

  test('gives the client an address that the sidecar knows', () => {
    expect(traced(question, [db], capture)).toMatchObject({ outcome: 'ARRIVES', stages: ['dns', 'sidecar REACHABLE', 'endpoint'] });
  });

  test.each([['true', 'ARRIVES'], ['false', 'FAILS']])('of a pod with the variable set to %s decides', (value, outcome) => {
    const annotations = { 'proxy.istio.io/config': `proxyMetadata: { ISTIO_META_DNS_CAPTURE: "${value}" }` };
    const older = istio('ServiceEntry', 'a', { hosts: ['other.test'], ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }], resolution: 'DNS' });
    const dated = [older, db].map((object, index) => ({
      ...object,
      metadata: { ...object.metadata, creationTimestamp: `2026-01-0${index + 1}T00:00:00Z` },
      status: { addresses: [{ host: index === 0 ? 'other.test' : 'db.test', value: `240.240.0.${index + 1}` }] },
    }));
    expect(traced({ ...question, annotations }, dated, value === 'true' ? LOCKED : capture).outcome).toBe(outcome);
  });

  test.each([
    ['sidecar.istio.io/interceptionMode', 'NONE'],
    ['proxy.istio.io/config', 'interceptionMode: NONE'],
  ])('does not happen in a pod whose traffic is not redirected, as %s says', (name, value) => {
    const annotations = { [name]: value };
    expect(traced({ ...API, annotations }, [entry('api.test', 443, 'TLS')], capture)).toMatchObject({ outcome: 'ARRIVES', stages: ['capture BYPASSED'] });
  });

  test('depends on two ProxyConfigs of unknown age, which are named', () => {
    const [on, off] = ['true', 'false'].map(value => istio('ProxyConfig', `dns-${value}`, { environmentVariables: { ISTIO_META_DNS_CAPTURE: value } }, { namespace: 'shop' }));
    const [other, dated] = [entry('a.test', 5432, 'TCP'), db].map((object, index) => ({
      ...object,
      metadata: { ...object.metadata, creationTimestamp: `2026-01-0${index + 1}T00:00:00Z` },
      status: { addresses: [{ host: index === 0 ? 'a.test' : 'db.test', value: `240.240.0.${index + 1}` }] },
    }));
    expect(traced(question, [other, dated, on]).outcome).toBe('ARRIVES');
    expect(traced(question, [other, dated, off]).outcome).toBe('FAILS');
    const { outcome, explanation } = traced(question, [other, dated, on, off]);
    expect(outcome).toBe('UNKNOWN');
    expect(explanation).toContain('Whether the connection arrives depends on which of ProxyConfig shop/dns-false, ProxyConfig shop/dns-true is the oldest, because only that one decides about DNS capture. ');
    expect(traced(API, [entry('api.test', 443, 'TLS'), on, off]).outcome).toBe('ARRIVES');
  });

  test('of a ProxyConfig that selects the pod outranks the annotation', () => {
    const annotations = { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_DNS_CAPTURE: "false" }' };
    const proxyConfig: KubernetesObject = {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'ProxyConfig',
      metadata: { name: 'dns', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'web' } }, environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' } },
    };
    const result = traced({ ...question, labels: { app: 'web' }, annotations }, [db, proxyConfig]);
    expect(result.stages).toEqual(['dns', 'sidecar REACHABLE', 'endpoint']);
  });
});

test('an EnvoyFilter for the pod makes the outcome unknown, and is named', () => {
  const filter = istio('EnvoyFilter', 'custom', { configPatches: [] }, { namespace: 'shop' });
  expect(traced(API, [entry('api.test', 443, 'TLS'), filter])).toMatchObject({
    outcome: 'UNKNOWN', explanation: expect.stringContaining('EnvoyFilter shop/custom') as string,
  });
  const elsewhere = istio('EnvoyFilter', 'custom', { configPatches: [] }, { namespace: 'other' });
  expect(traced(API, [entry('api.test', 443, 'TLS'), elsewhere]).outcome).toBe('ARRIVES');
});

test('a Service that is not among the objects may be in the cluster', () => {
  const question: TraceQuestion = { namespace: 'shop', host: 'cart.pay.svc.cluster.local', port: 80, protocol: 'http' };
  expect(traced(question, [sidecar(['./*'])]).outcome).toBe('UNKNOWN');
});

describe('what is not modelled makes the outcome unknown, and is named', () => {
  const host = 'cart.shop.svc.cluster.local';
  const cart: KubernetesObject[] = [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart', namespace: 'shop' }, spec: { clusterIP: '10.96.0.7', selector: { app: 'cart' }, ports: [{ name: 'http', port: 80 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: { template: { metadata: { labels: { 'app': 'cart', 'sidecar.istio.io/inject': 'true' } } } },
    },
  ];
  const toCart: TraceQuestion = { namespace: 'web', host, port: 80, protocol: 'http' };
  const plugin = (spec: object, namespace: string): KubernetesObject => ({ apiVersion: 'extensions.istio.io/v1alpha1', kind: 'WasmPlugin', metadata: { name: 'auth', namespace }, spec });

  test('a WasmPlugin of the client, unless it is for a gateway of the Gateway API', () => {
    const objects = (spec: object) => [entry('api.test', 443, 'TLS'), plugin(spec, 'shop')];
    expect(traced(API, objects({ url: 'oci://registry.example/auth' }))).toMatchObject({ outcome: 'UNKNOWN', explanation: expect.stringContaining('WasmPlugin shop/auth') as string });
    expect(traced(API, objects({ selector: { matchLabels: { app: 'other' } } })).outcome).toBe('ARRIVES');
    expect(traced(API, objects({ targetRefs: [{ kind: 'Gateway', name: 'waypoint' }] })).outcome).toBe('ARRIVES');
  });

  test('what changes the sidecar of the server', () => {
    expect(traced(toCart, cart).outcome).toBe('ARRIVES');
    const filter = istio('EnvoyFilter', 'limits', { workloadSelector: { labels: { app: 'cart' } }, configPatches: [] }, { namespace: 'shop' });
    expect(traced(toCart, [...cart, filter])).toMatchObject({
      outcome: 'UNKNOWN', explanation: expect.stringContaining('Whether Deployment shop/cart takes the connection depends on EnvoyFilter shop/limits, which changes the configuration of its sidecar.') as string,
    });
    expect(traced(toCart, [...cart, plugin({}, 'bank')]).outcome).toBe('ARRIVES');
  });

  test.each<[string, object]>([
    ['tunnel', { tunnel: { protocol: 'CONNECT', targetHost: 'api.test', targetPort: 443 } }],
    ['proxyProtocol', { proxyProtocol: { version: 'V2' } }],
    ['loadBalancer.simple PASSTHROUGH', { loadBalancer: { simple: 'PASSTHROUGH' } }],
  ])('%s of a DestinationRule', (setting, trafficPolicy) => {
    const objects = [entry('api.test', 443, 'TLS'), destinationRule('api.test', trafficPolicy)];
    expect(traced(API, objects)).toMatchObject({
      outcome: 'UNKNOWN', explanation: expect.stringContaining(`DestinationRule egress/api sets ${setting}, which the analysis does not follow.`) as string,
    });
    // The settings of the port replace them.
    const ofPort = { ...trafficPolicy, portLevelSettings: [{ port: { number: 443 }, connectionPool: {} }] };
    expect(traced(API, [objects[0], destinationRule('api.test', ofPort)]).outcome).toBe('ARRIVES');
  });

  test('the documented tunnel through a forward proxy', () => {
    const proxy = entry('proxy.corp.test', 3128, 'TCP');
    const tunnel = destinationRule('proxy.corp.test', { tunnel: { protocol: 'CONNECT', targetHost: 'api.test', targetPort: 443 } });
    const route = istio('VirtualService', 'through', { hosts: ['api.test'], tls: [{ match: [{ port: 443, sniHosts: ['api.test'] }], route: [{ destination: { host: 'proxy.corp.test', port: { number: 3128 } } }] }] });
    expect(traced(API, [entry('api.test', 443, 'TLS'), proxy, route]).outcome).toBe('FAILS');
    expect(traced(API, [entry('api.test', 443, 'TLS'), proxy, route, tunnel]).outcome).toBe('UNKNOWN');
  });

  test('a policy that dials where the client dials changes nothing for a Service, and for resolution NONE', () => {
    const passing = { loadBalancer: { simple: 'PASSTHROUGH' } };
    expect(traced(toCart, [...cart, istio('DestinationRule', 'cart', { host, trafficPolicy: passing }, { namespace: 'shop' })]).outcome).toBe('ARRIVES');
    expect(traced(API, [entry('api.test', 443, 'TLS', { resolution: 'NONE' }), destinationRule('api.test', passing)]).outcome).toBe('ARRIVES');
  });
});
