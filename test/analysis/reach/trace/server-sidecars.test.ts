import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { trace, TraceQuestion } from '../../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { istio, LOCKED } from '../../manifests';

const QUESTION: TraceQuestion = { namespace: 'web', host: 'orders.shop', port: 80, protocol: 'http' };
const HOST = 'orders.shop.svc.cluster.local';

const SERVICE: KubernetesObject = {
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'orders', namespace: 'shop' }, spec: { clusterIP: '10.96.0.9', selector: { app: 'orders' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
};

function pods(inject: string | undefined, name = 'orders'): KubernetesObject {
  const labels = { app: 'orders', ...inject === undefined ? {} : { 'sidecar.istio.io/inject': inject } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template: { metadata: { labels } } } };
}

function policy(mode: string, spec: object = {}, namespace = 'shop', name = 'default'): KubernetesObject {
  return { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name, namespace }, spec: { mtls: { mode }, ...spec } };
}

function rule(mode: string): KubernetesObject {
  return istio('DestinationRule', 'orders', { host: HOST, trafficPolicy: { tls: { mode } } }, { namespace: 'shop' });
}

function traced(objects: readonly KubernetesObject[], question: Partial<TraceQuestion> = {}, meshConfig: object = LOCKED) {
  const { outcome, hops, explanation } = trace(MeshModel.of(objects, meshSettingsOf(meshConfig)), { ...QUESTION, ...question });
  return { outcome, stages: hops.map(({ at, verdict }) => verdict === undefined ? at : `${at} ${verdict}`), explanation };
}

const INJECTED = [SERVICE, pods('true')];
const SELECTS = { selector: { matchLabels: { app: 'orders' } } };

test('the sidecars of client and server start mutual TLS by themselves', () => {
  expect(traced([...INJECTED, policy('STRICT')]).outcome).toBe('ARRIVES');
  expect(traced([...INJECTED, policy('DISABLE')]).outcome).toBe('ARRIVES');
});

describe('an AuthorizationPolicy', () => {
  const authorization = (spec: object): KubernetesObject => ({ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'clients', namespace: 'shop' }, spec });

  test('that denies everything ends the connection at the pods', () => {
    expect(traced([...INJECTED, authorization({})])).toEqual({
      outcome: 'FAILS',
      stages: ['dns', 'sidecar REACHABLE', 'endpoint'],
      explanation: expect.stringMatching(/ AuthorizationPolicy shop\/clients denies all connections to Deployment shop\/orders\. Allow the client in a rule of an AuthorizationPolicy, or change its selector\.$/) as string,
    });
  });

  test('with conditions, or for pods that may have no sidecar, leaves it open', () => {
    const open = { outcome: 'UNKNOWN', explanation: expect.stringContaining('depends on AuthorizationPolicy shop/clients, whose rules are not evaluated.') as string };
    expect(traced([...INJECTED, authorization({ rules: [{ from: [{ source: { namespaces: ['web'] } }] }] })])).toMatchObject(open);
    expect(traced([SERVICE, pods(undefined), authorization({})])).toMatchObject(open);
  });

  test('has no effect on pods without a sidecar', () => {
    expect(traced([SERVICE, pods('false'), authorization({})]).outcome).toBe('ARRIVES');
  });
});

test('a client without a sidecar is refused by sidecars that accept mutual TLS only', () => {
  expect(traced([...INJECTED, policy('STRICT')], { injected: false })).toEqual({
    outcome: 'FAILS',
    stages: ['capture BYPASSED', 'tls'],
    explanation: 'A plain text HTTP request from namespace web to orders.shop:80 goes directly to the destination: the pod has no sidecar, so no configuration of the mesh applies to it. '
      + 'The client, past a sidecar of its own, sends no mutual TLS to orders.shop.svc.cluster.local:80, and the sidecars of Deployment shop/orders accept mutual TLS only '
      + '(PeerAuthentication shop/default): they close the connection. Let its sidecar have the connection, or set the mode of the server to PERMISSIVE.',
  });
  expect(traced([...INJECTED, policy('STRICT')], { annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '80' } }).outcome).toBe('FAILS');
  expect(traced(INJECTED, { injected: false }).outcome).toBe('ARRIVES');
});

test.each<[string, string, string]>([
  ['DISABLE', 'STRICT', 'FAILS'], ['DISABLE', 'PERMISSIVE', 'ARRIVES'], ['DISABLE', 'DISABLE', 'ARRIVES'],
  ['SIMPLE', 'STRICT', 'FAILS'], ['SIMPLE', 'PERMISSIVE', 'FAILS'], ['SIMPLE', 'DISABLE', 'FAILS'],
  ['ISTIO_MUTUAL', 'STRICT', 'ARRIVES'], ['ISTIO_MUTUAL', 'PERMISSIVE', 'ARRIVES'], ['ISTIO_MUTUAL', 'DISABLE', 'FAILS'],
])('a DestinationRule with %s to sidecars with %s: %s', (tls, mode, outcome) => {
  expect(traced([...INJECTED, policy(mode), rule(tls)]).outcome).toBe(outcome);
});

test('the rule and the policy that contradict each other are named, with the remedy', () => {
  expect(traced([...INJECTED, policy('STRICT'), rule('DISABLE')])).toMatchObject({
    stages: ['dns', 'sidecar REACHABLE', 'tls'],
    explanation: expect.stringContaining('The sidecar (DestinationRule shop/orders) sends no mutual TLS to orders.shop.svc.cluster.local:80, and the sidecars of Deployment shop/orders '
      + 'accept mutual TLS only (PeerAuthentication shop/default): they close the connection. '
      + 'Remove tls from DestinationRule shop/orders: proxies then start what the sidecars of the server accept.') as string,
  });
});

test.each<[string, readonly KubernetesObject[], string]>([
  ['the mesh', [policy('STRICT', {}, 'istio-system')], 'FAILS'],
  ['the namespace, before the mesh', [policy('PERMISSIVE'), policy('STRICT', {}, 'istio-system')], 'ARRIVES'],
  ['the mesh, where the namespace sets nothing', [policy('UNSET'), policy('STRICT', {}, 'istio-system')], 'FAILS'],
  ['the workload, before the namespace', [policy('PERMISSIVE', SELECTS, 'shop', 'orders'), policy('STRICT')], 'ARRIVES'],
  ['the port of the pods, before the workload', [policy('STRICT', { ...SELECTS, portLevelMtls: { 8080: { mode: 'PERMISSIVE' } } })], 'ARRIVES'],
  ['not another port, such as that of the Service', [policy('STRICT', { ...SELECTS, portLevelMtls: { 80: { mode: 'PERMISSIVE' } } })], 'FAILS'],
  ['not a policy for other pods', [policy('STRICT', { selector: { matchLabels: { app: 'other' } } })], 'ARRIVES'],
  ['not a policy of another namespace', [policy('STRICT', {}, 'web')], 'ARRIVES'],
])('what sidecars accept is set by %s', (_, policies, outcome) => {
  expect(traced([...INJECTED, ...policies, rule('DISABLE')]).outcome).toBe(outcome);
});

test('pods without a sidecar accept what comes', () => {
  expect(traced([SERVICE, pods('false'), policy('STRICT')], { injected: false }).outcome).toBe('ARRIVES');
});

test.each<[string, readonly KubernetesObject[]]>([
  ['it is unknown whether the pods have a sidecar', [SERVICE, pods(undefined), policy('STRICT')]],
  ['only some of the pods have one', [SERVICE, pods('true'), pods('false', 'more'), policy('STRICT')]],
  ['it is unknown which of two policies is the oldest', [...INJECTED, policy('STRICT'), policy('PERMISSIVE', {}, 'shop', 'other')]],
])('it is not certain that the connection is closed if %s', (_, objects) => {
  expect(traced(objects, { injected: false }).outcome).toBe('UNKNOWN');
});

test('without automatic mutual TLS, a sidecar sends what the client sends', () => {
  expect(traced([...INJECTED, policy('STRICT')], {}, { ...LOCKED, enableAutoMtls: false })).toMatchObject({
    outcome: 'FAILS', explanation: expect.stringContaining('Set enableAutoMtls of the mesh to true, or add a DestinationRule with tls.mode ISTIO_MUTUAL.') as string,
  });
  expect(traced([...INJECTED, policy('STRICT'), rule('ISTIO_MUTUAL')], {}, { ...LOCKED, enableAutoMtls: false }).outcome).toBe('ARRIVES');
});

describe('what sidecars start by themselves', () => {
  const strictPods = policy('STRICT', SELECTS, 'shop', 'orders');

  test('is nothing where the namespace disables it, even for pods that accept mutual TLS only', () => {
    expect(traced([...INJECTED, policy('DISABLE'), strictPods])).toMatchObject({
      outcome: 'FAILS', explanation: expect.stringContaining('The sidecar (PeerAuthentication shop/default disables what it starts by itself) sends no mutual TLS') as string,
    });
    expect(traced([...INJECTED, policy('DISABLE', {}, 'istio-system'), strictPods]).outcome).toBe('FAILS');
    expect(traced([...INJECTED, strictPods]).outcome).toBe('ARRIVES');
  });

  test.each<[string, string, readonly KubernetesObject[], string]>([
    ['pods whose own mode is DISABLE', 'None', [pods('true'), policy('DISABLE', SELECTS, 'shop', 'orders')], 'FAILS'],
    ['pods whose own mode is DISABLE', '10.96.0.9', [pods('true'), policy('DISABLE', SELECTS, 'shop', 'orders')], 'ARRIVES'],
    ['pods of which one has no sidecar', 'None', [pods('true'), pods('false', 'more'), policy('STRICT')], 'UNKNOWN'],
    ['pods of which one has no sidecar', '10.96.0.9', [pods('true'), pods('false', 'more'), policy('STRICT')], 'ARRIVES'],
  ])('is the same for all pods of a headless Service: %s, clusterIP %s', (_, clusterIP, objects, outcome) => {
    const service = { ...SERVICE, spec: { clusterIP, selector: { app: 'orders' }, ports: [{ name: 'http', port: 80 }] } };
    expect(traced([service, ...objects]).outcome).toBe(outcome);
  });
});

describe('a port of pods with a sidecar', () => {
  const declared = (name: string) => [{ ...SERVICE, spec: { clusterIP: '10.96.0.9', selector: { app: 'orders' }, ports: [{ name, port: 80, targetPort: 8080 }] } }, pods('true')];
  const OPEN = { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } };

  test.each<[string, TraceQuestion['protocol'], string]>([
    ['http', 'http', 'ARRIVES'], ['http', 'https', 'FAILS'], ['http', 'tcp', 'FAILS'], ['tcp', 'https', 'ARRIVES'], ['tcp', 'tcp', 'ARRIVES'], ['web', 'tcp', 'ARRIVES'],
  ])('with the name %s gets %s: %s', (name, protocol, outcome) => {
    expect(traced(declared(name), { protocol }, OPEN).outcome).toBe(outcome);
    expect(traced(declared(name), { protocol, injected: false }).outcome).toBe(outcome);
  });

  test('that is declared for HTTP takes requests only', () => {
    expect(traced(declared('http'), { protocol: 'https', injected: false }).explanation).toContain(
      'Service shop/orders declares port 80 for HTTP, so the sidecars of Deployment shop/orders read requests there, and refuse TLS. '
      + 'Declare the protocol of port 80 in Service shop/orders, such as https, with appProtocol or the name of the port.');
    expect(traced([declared('http')[0], pods('false')], { protocol: 'https', injected: false }).outcome).toBe('ARRIVES');
    expect(traced([declared('http')[0], pods(undefined)], { protocol: 'https', injected: false }).outcome).toBe('UNKNOWN');
  });

  test.each([['SIMPLE', 'FAILS'], ['ISTIO_MUTUAL', 'ARRIVES']])('that is declared for HTTP, with TLS that a rule starts (%s): %s', (mode, outcome) => {
    expect(traced([...declared('http'), rule(mode)]).outcome).toBe(outcome);
  });
});

test.each<[string, TraceQuestion['protocol'], string]>([['https', 'https', 'ARRIVES'], ['https', 'tcp', 'ARRIVES'], ['tcp', 'https', 'ARRIVES']])(
  'the sidecar of the server ends the TLS of the mesh, so a port named %s gets what the client sends (%s): %s', (name, protocol, outcome) => {
    const service = { ...SERVICE, spec: { clusterIP: '10.96.0.9', selector: { app: 'orders' }, ports: [{ name, port: 443 }] } };
    expect(traced([service, pods('true'), rule('ISTIO_MUTUAL')], { port: 443, protocol }).outcome).toBe(outcome);
  },
);

test('a subset whose labels no pods have is named', () => {
  const version = (name: string): KubernetesObject => istio('DestinationRule', 'orders', { host: HOST, subsets: [{ name: 'v1', labels: { version: name } }] }, { namespace: 'shop' });
  const routes = istio('VirtualService', 'orders', { hosts: [HOST], http: [{ route: [{ destination: { host: HOST, subset: 'v1' } }] }] }, { namespace: 'shop' });
  const question = { host: HOST };
  expect(traced([...INJECTED, routes, version('v1')], question)).toMatchObject({
    outcome: 'UNKNOWN', explanation: expect.stringContaining('No pods of Service shop/orders that a workload among the objects makes have the labels of subset "v1"') as string,
  });
});

test.each<[object, string]>([
  [{ percentage: { value: 100 } }, 'FAILS'], [{ percentage: { value: 5 } }, 'ARRIVES'], [{}, 'ARRIVES'],
])('a fault with %j: %s', (percentage, outcome) => {
  const fault = { abort: { httpStatus: 503, ...percentage } };
  const routes = istio('VirtualService', 'orders', { hosts: [HOST], http: [{ fault, route: [{ destination: { host: HOST } }] }] }, { namespace: 'shop' });
  expect(traced([...INJECTED, routes], { host: HOST }).outcome).toBe(outcome);
});

test('a fault that hits all requests is named', () => {
  const fault = { abort: { httpStatus: 503, percentage: { value: 100 } } };
  const routes = istio('VirtualService', 'orders', { hosts: [HOST], http: [{ fault, route: [{ destination: { host: HOST } }] }] }, { namespace: 'shop' });
  expect(traced([...INJECTED, routes], { host: HOST })).toMatchObject({
    stages: ['dns', 'sidecar'],
    explanation: expect.stringContaining('VirtualService shop/orders makes the sidecar answer all requests with an error (fault.abort with percentage 100). '
      + 'Remove the fault, or match other requests with it.') as string,
  });
});

describe('a port that an annotation keeps from the sidecar of the server', () => {
  const exposed = (annotations: object) => [SERVICE, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { template: { metadata: { labels: { 'app': 'orders', 'sidecar.istio.io/inject': 'true' }, annotations } } },
  } as KubernetesObject];
  const EXCLUDED = exposed({ 'traffic.sidecar.istio.io/excludeInboundPorts': '8080,9090' });

  test('gets mutual TLS that the sidecar of the client starts by itself', () => {
    const { outcome, stages, explanation } = traced(EXCLUDED);
    expect([outcome, stages]).toEqual(['FAILS', ['dns', 'sidecar REACHABLE', 'tls']]);
    expect(explanation).toContain('annotation traffic.sidecar.istio.io/excludeInboundPorts of Deployment shop/orders keeps port 8080 from its sidecar');
    expect(traced(exposed({ 'traffic.sidecar.istio.io/includeInboundPorts': '9090' })).outcome).toBe('FAILS');
    expect(traced([...EXCLUDED, rule('ISTIO_MUTUAL'), policy('DISABLE')]).outcome).toBe('FAILS');
  });

  test('gets what comes if nothing starts mutual TLS, also where the sidecar would accept nothing else', () => {
    expect(traced([...EXCLUDED, rule('DISABLE'), policy('STRICT')]).outcome).toBe('ARRIVES');
    expect(traced([...EXCLUDED, policy('STRICT')], { injected: false }).outcome).toBe('ARRIVES');
    expect(traced([...EXCLUDED, policy('DISABLE')]).outcome).toBe('ARRIVES');
    expect(traced([...EXCLUDED, policy('STRICT', { ...SELECTS, portLevelMtls: { 8080: { mode: 'DISABLE' } } }, 'shop', 'orders')]).outcome).toBe('ARRIVES');
    expect(traced(EXCLUDED, {}, { ...LOCKED, enableAutoMtls: false }).outcome).toBe('ARRIVES');
  });

  test('is another one', () => {
    expect(traced(exposed({ 'traffic.sidecar.istio.io/excludeInboundPorts': '80,9090' })).outcome).toBe('ARRIVES');
    expect(traced(exposed({ 'traffic.sidecar.istio.io/includeInboundPorts': '8080', 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' })).outcome).toBe('ARRIVES');
  });
});

test('a target port with a name is the port of the containers', () => {
  const named = { ...SERVICE, spec: { ...SERVICE.spec as object, ports: [{ name: 'http', port: 80, targetPort: 'web' }] } };
  const deployment = pods('true');
  const spec = { template: { ...(deployment.spec as { template: object }).template, spec: { containers: [{ name: 'a' }, { name: 'b', ports: [{ name: 'web', containerPort: 8080 }] }] } } };
  const strictAt = (port: number) => policy('PERMISSIVE', { ...SELECTS, portLevelMtls: { [port]: { mode: 'STRICT' } } }, 'shop', 'orders');
  expect(traced([named, { ...deployment, spec }, strictAt(8080)], { injected: false }).outcome).toBe('FAILS');
  expect(traced([named, { ...deployment, spec }, strictAt(80)], { injected: false }).outcome).toBe('ARRIVES');
  const headless = { ...named, spec: { ...named.spec, clusterIP: 'None' } };
  expect(traced([headless, { ...deployment, spec }])).toMatchObject({
    outcome: 'UNKNOWN', explanation: expect.stringContaining('Service shop/orders is headless, so clients connect to port 80 of the pods themselves, and its targetPort 8080 has no effect.') as string,
  });
});

describe('PeerAuthentications of unknown age', () => {
  const named = (spec: object, index: number): KubernetesObject => (
    { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: `p${index}`, namespace: 'shop' }, spec });
  const two = (first: object, second: object, extras: readonly KubernetesObject[] = []) => [...INJECTED, ...extras, ...[first, second].map(named)];

  test('that select the same pods make the outcome unknown, and are named', () => {
    const { outcome, explanation } = traced(two({ ...SELECTS, mtls: { mode: 'STRICT' } }, { ...SELECTS, mtls: { mode: 'PERMISSIVE' } }), { injected: false });
    expect(outcome).toBe('UNKNOWN');
    expect(explanation).toContain(' It is not known whether PeerAuthentication shop/p0 or PeerAuthentication shop/p1 is the oldest of its namespace. ');
  });

  test('count as a whole: one that sets nothing for the port hides the other', () => {
    const silent = { ...SELECTS, portLevelMtls: { 9090: { mode: 'DISABLE' } } };
    const strict = { ...SELECTS, mtls: { mode: 'STRICT' } };
    expect(traced(two(silent, strict), { injected: false }).outcome).toBe('UNKNOWN');
    const dated = two(silent, strict).map((object, index) => ({ ...object, metadata: { ...object.metadata, creationTimestamp: `2026-01-0${index + 1}T00:00:00Z` } }));
    expect(traced(dated, { injected: false }).outcome).toBe('ARRIVES');
    expect(traced(two({}, { mtls: { mode: 'STRICT' } }), { injected: false }).outcome).toBe('UNKNOWN');
  });

  test('do not matter where clients and servers agree, whichever is the oldest', () => {
    expect(traced(two({ mtls: { mode: 'DISABLE' } }, { mtls: { mode: 'STRICT' } })).outcome).toBe('ARRIVES');
    expect(traced(two({ mtls: { mode: 'DISABLE' } }, { mtls: { mode: 'PERMISSIVE' } }, [policy('STRICT', SELECTS, 'shop', 'orders')])).outcome).toBe('UNKNOWN');
  });

  test('with a selector select no pods of the root namespace', () => {
    const inRoot = [SERVICE, pods('true')].map(object => ({ ...object, metadata: { ...object.metadata, namespace: 'istio-system' } }));
    const strict = policy('STRICT', SELECTS, 'istio-system');
    expect(traced([...inRoot, strict], { injected: false, host: 'orders.istio-system' }).outcome).toBe('ARRIVES');
    expect(traced([...inRoot, policy('STRICT', {}, 'istio-system')], { injected: false, host: 'orders.istio-system' }).outcome).toBe('FAILS');
  });
});
