import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import type { Finding } from '../../../../src/analysis/findings/finding';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const OTHER_URL = 'https://xyz98765.live.dynatrace.com/api';

function dynakube(name: string, spec: object, inNamespace = 'dynatrace', metadata: object = {}): KubernetesObject {
  return { apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', metadata: { name, namespace: inNamespace, ...metadata }, spec: { apiUrl: API_URL, ...spec } };
}

function namespace(name: string, labels: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function istio(kind: string, name: string, spec: object, metadata: object = {}): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace: 'dynatrace', ...metadata }, spec };
}

function entry(name: string, host: string, metadata: object = {}): KubernetesObject {
  return istio('ServiceEntry', name, { hosts: [host], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' }, metadata);
}

function findings(rule: string, objects: readonly KubernetesObject[]): Finding[] {
  return check(objects).filter(finding => finding.rule === `dynakube/${rule}`);
}

/** The pairs of conflicting objects, by index. */
function pairs(rule: string, ...objects: KubernetesObject[]): string[] {
  return findings(rule, objects).map(({ object, related }) => `${object} ${related}`);
}

describe('nodes', () => {
  const host = (nodeSelector?: object) => ({ oneAgent: { hostMonitoring: nodeSelector ? { nodeSelector } : {} } });
  const logs = (nodeSelector?: object) => ({ logMonitoring: {}, templates: { logMonitoring: { imageRef: { repository: 'r', tag: 't' }, nodeSelector } } });

  test('a node can run one OneAgent of any environment', () => {
    expect(pairs('shared-nodes', dynakube('a', host()), dynakube('b', { ...host({ x: '1' }), apiUrl: OTHER_URL }))).toEqual(['0 1', '1 0']);
  });

  test('selectors with different values or keys do not overlap, but a selector overlaps with one that includes it', () => {
    expect(pairs('shared-nodes', dynakube('a', host({ x: '1' })), dynakube('b', host({ x: '2' })), dynakube('c', host({ y: '1' })))).toEqual([]);
    expect(pairs('shared-nodes', dynakube('a', host({ x: '1' })), dynakube('b', host({ x: '1', y: '1' })))).toEqual(['0 1', '1 0']);
  });

  test('log monitoring conflicts only within the same environment', () => {
    expect(pairs('shared-nodes', dynakube('a', logs()), dynakube('b', { ...logs(), apiUrl: OTHER_URL }), dynakube('c', { ...host(), apiUrl: OTHER_URL }))).toEqual(['1 2', '2 1']);
    expect(pairs('shared-nodes', dynakube('a', logs({ x: '1' })), dynakube('b', { ...logs({ x: '1' }), apiUrl: 'https://abc12345.apps.dynatrace.com' }))).toEqual(['0 1', '1 0']);
  });

  test('DynaKubes of other namespaces, and those without pods on nodes, do not conflict', () => {
    expect(pairs('shared-nodes', dynakube('a', host()), dynakube('b', host(), 'other'), dynakube('c', { oneAgent: { applicationMonitoring: {} } }))).toEqual([]);
  });
});

describe('namespaces', () => {
  const injecting = (namespaceSelector?: object) => ({ oneAgent: { applicationMonitoring: namespaceSelector ? { namespaceSelector } : {} } });
  const label = (team: string) => ({ matchLabels: { team } });
  const unreadable = { matchExpressions: [{ key: 'team', operator: 'In', values: ['%'] }] };

  test('only one DynaKube may change the pods of a namespace, in whatever way', () => {
    const otlp = { otlpExporterConfiguration: { signals: { traces: {} } } };
    expect(pairs('shared-namespace', namespace('shop'), dynakube('a', injecting()), dynakube('b', otlp))).toEqual(['1 2', '2 1']);
    expect(pairs('shared-namespace', namespace('shop'), dynakube('a', injecting()), dynakube('b', {}))).toEqual([]);
  });

  test('a third DynaKube is rejected because two others overlap', () => {
    expect(pairs('shared-namespace', namespace('shop', { team: 'shop' }), dynakube('a', injecting()), dynakube('b', injecting()), dynakube('c', injecting(label('web')))))
      .toEqual(['1 2', '2 1', '3 1']);
  });

  test('namespaces that a DynaKube ignores or does not select cause no conflict', () => {
    const ignoring = dynakube('a', injecting(), 'dynatrace', { annotations: { 'feature.dynatrace.com/ignored-namespaces': '["^shop$"]' } });
    expect(pairs('shared-namespace', namespace('shop'), namespace('kube-system'), namespace('dynatrace'), ignoring, dynakube('b', injecting()))).toEqual([]);
    expect(pairs('shared-namespace', namespace('shop', { team: 'shop' }), dynakube('a', injecting(label('shop'))), dynakube('b', injecting(label('web'))))).toEqual([]);
  });

  test('its own namespace is ignored unless the flag lists other namespaces', () => {
    const flag = { annotations: { 'feature.dynatrace.com/ignored-namespaces': '[]' } };
    expect(pairs('shared-namespace', namespace('dynatrace'), dynakube('a', injecting(), 'dynatrace', flag), dynakube('b', injecting()))).toEqual([]);
    expect(pairs('shared-namespace', namespace('dynatrace'), dynakube('a', injecting(), 'dynatrace', flag), dynakube('b', injecting(), 'dynatrace', flag))).toEqual(['1 2', '2 1']);
  });

  test('the search stops at a selector that cannot be read', () => {
    expect(pairs('shared-namespace', namespace('shop'), dynakube('a', injecting(unreadable)), dynakube('b', injecting()), dynakube('c', injecting()))).toEqual([]);
    expect(pairs('shared-namespace', namespace('shop'), dynakube('c', injecting(unreadable)), dynakube('a', injecting()), dynakube('b', injecting()))).toEqual([]);
  });

  test('there are no findings without Namespaces among the objects', () => {
    expect(pairs('shared-namespace', dynakube('a', injecting()), dynakube('b', injecting()))).toEqual([]);
  });
});

describe('Secrets', () => {
  const secret = (name: string, stringData: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'dynatrace' }, stringData });
  const platform = { apiToken: ['dt0s16', 'x'].join('.') };

  test('a platform token turns on the public registry', () => {
    const spec = { publicRegistryOverride: 'registry.example.com', tokens: 'tokens', logMonitoring: {} };
    const rules = (...objects: KubernetesObject[]) => check(objects).filter(({ upstream }) => upstream === 'operator').map(({ rule }) => rule);
    expect(rules(dynakube('a', spec))).toEqual(['dynakube/log-monitoring-image', 'dynakube/registry-override']);
    expect(rules(dynakube('a', spec), secret('a', platform))).toEqual(['dynakube/log-monitoring-image', 'dynakube/registry-override']);
    expect(rules(dynakube('a', spec), secret('tokens', platform))).toEqual([]);
  });

  test('a proxy in a Secret is checked and not shown', () => {
    const [finding] = findings('proxy-secret', [dynakube('a', { proxy: { valueFrom: 'proxy' } }), secret('proxy', { proxy: 'http://user:s%26cret@proxy.example.com' })]);
    expect(finding.message).toBe('\'spec.proxy.valueFrom\' names Secret "proxy", whose key "proxy" must have a password without blank, apostrophe, backtick, comma, &, =, +, %, backslash and '
      + 'characters outside ASCII, even if they are percent-encoded; change the password; check for a line break at the end');
  });

  test('a value takes precedence over a Secret', () => {
    expect(findings('missing-proxy-secret', [dynakube('a', { proxy: { value: 'http://proxy.example.com', valueFrom: 'proxy' } })])).toEqual([]);
  });
});

describe('enableIstio', () => {
  const istioOn = { enableIstio: true };

  test('an entry for the host of the API conflicts, even with a wildcard', () => {
    expect(findings('istio-conflict', [dynakube('a', { ...istioOn, apiUrl: 'https://abc12345.apps.dynatrace.com' }), entry('x', 'abc12345.live.dynatrace.com')])).toEqual([{
      rule: 'dynakube/istio-conflict',
      severity: 'warning',
      upstream: 'ours',
      object: 0,
      related: 1,
      message: '\'spec.enableIstio\' makes the operator create a ServiceEntry and a VirtualService for "abc12345.live.dynatrace.com", which ServiceEntry dynatrace/x declares too: '
        + 'their age and visibility decide which of them applies; remove enableIstio if the app allows the egress of OneAgent itself',
    }]);
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('x', '*.live.dynatrace.com', { namespace: 'egress' }))).toEqual(['0 1']);
  });

  test('objects with the names of the operator conflict, whatever their hosts', () => {
    expect(findings('istio-conflict', [
      dynakube('a', { ...istioOn, oneAgent: { applicationMonitoring: {} } }),
      entry('a-fqdn-oneagent', 'sg.example.com'),
      istio('VirtualService', 'a-fqdn-operator', { hosts: ['x.example.com'], http: [{ route: [{ destination: { host: 'x.example.com' } }] }] }),
      entry('a-fqdn-activegate', 'ag.example.com'),
    ]).map(({ related, message }) => [related, message])).toEqual([
      [1, "'spec.enableIstio' makes the operator overwrite ServiceEntry dynatrace/a-fqdn-oneagent, and your delivery tool writes it back; remove one of the two"],
      [2, "'spec.enableIstio' makes the operator overwrite VirtualService dynatrace/a-fqdn-operator, and your delivery tool writes it back; remove one of the two"],
    ]);
  });

  test('objects of the operator, other hosts, and a DynaKube without enableIstio do not conflict', () => {
    const owned = { ownerReferences: [{ apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', name: 'a', uid: 'u' }] };
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('a-fqdn-operator', 'abc12345.live.dynatrace.com', owned), entry('x', 'example.com'))).toEqual([]);
    expect(pairs('istio-conflict', dynakube('a', {}), entry('x', 'abc12345.live.dynatrace.com'))).toEqual([]);
  });

  test.each<[string, object]>([
    ['the hash', { annotations: { 'internal.operator.dynatrace.com/template-hash': '1234' } }],
    ['the labels', { labels: { 'app.kubernetes.io/name': 'dynatrace-operator', 'app.kubernetes.io/created-by': 'a', 'app.kubernetes.io/component': 'operator', 'app.kubernetes.io/version': 'v1.10.2' } }],
  ])('objects of the operator that were exported without their owner are known by %s', (_, metadata) => {
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('a-fqdn-operator', 'abc12345.live.dynatrace.com', metadata))).toEqual([]);
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('x', 'abc12345.live.dynatrace.com', metadata))).toEqual([]);
  });

  test('objects with some labels of the operator conflict', () => {
    const labels = { 'app.kubernetes.io/name': 'dynatrace-operator', 'app.kubernetes.io/created-by': 'a', 'app.kubernetes.io/component': 'operator' };
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('a-fqdn-operator', 'abc12345.live.dynatrace.com', { labels }))).toEqual(['0 1']);
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('a-fqdn-operator', 'x.test', { labels: { 'app.kubernetes.io/version': 'v1' } }))).toEqual(['0 1']);
  });
});

test('the namespace of an EdgeConnect belongs to the operator too, and must not be in ambient mode', () => {
  const edgeConnect = {
    apiVersion: 'dynatrace.com/v1alpha2',
    kind: 'EdgeConnect',
    metadata: { name: 'e', namespace: 'dynatrace' },
    spec: {
      apiServer: 'abc12345.apps.dynatrace.com',
      oauth: { clientSecret: 's', endpoint: 'https://sso.dynatrace.com/sso/oauth2/token', resource: 'urn:dtenvironment:abc12345' },
    },
  };
  const labels = (value: object) => findings('operator-namespace-in-mesh', [namespace('dynatrace', value as Record<string, string>), edgeConnect]).length;
  expect([{ 'istio.io/dataplane-mode': 'ambient' }, { 'istio.io/rev': 'stable' }, { 'istio-injection': 'enabled' }].map(labels)).toEqual([1, 1, 1]);
  // Istio ignores all other values.
  expect([{ 'istio-injection': 'disabled' }, { 'istio-injection': 'Enabled' }, { 'istio.io/dataplane-mode': 'none' }, {}].map(labels)).toEqual([0, 0, 0, 0]);
});

describe('an ActiveGate in the mesh', () => {
  const inMesh = (labels: object) => dynakube('a', { activeGate: { capabilities: ['routing'], labels } });
  const authentication = (mode: string, inNamespace: string, matchLabels?: object): KubernetesObject => ({
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'p', namespace: inNamespace },
    spec: { mtls: { mode }, ...matchLabels ? { selector: { matchLabels } } : {} },
  });
  const sidecar = { 'sidecar.istio.io/inject': 'true' };
  const activeGate = { 'app.kubernetes.io/managed-by': 'dynatrace-operator', 'app.kubernetes.io/name': 'activegate' };

  test('is unreachable if mutual TLS is strict', () => {
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'istio-system'))).toEqual(['0 1']);
    expect(pairs('strict-active-gate', inMesh({ 'istio.io/dataplane-mode': 'ambient' }), authentication('STRICT', 'dynatrace'))).toEqual(['0 1']);
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'dynatrace', activeGate), authentication('PERMISSIVE', 'dynatrace'))).toEqual(['0 1']);
  });

  test('is reachable if its namespace or its pods are an exception', () => {
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'istio-system'), authentication('PERMISSIVE', 'dynatrace', activeGate))).toEqual([]);
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'dynatrace', { app: 'x' }), authentication('UNSET', 'dynatrace'))).toEqual([]);
    expect(pairs('strict-active-gate', inMesh({}), authentication('STRICT', 'istio-system'))).toEqual([]);
  });

  test('has no sidecar in a namespace that excludes sidecars, but it can be in ambient mode there', () => {
    const excluded = namespace('dynatrace', { 'istio-injection': 'disabled' });
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'istio-system'), excluded)).toEqual([]);
    expect(pairs('strict-active-gate', inMesh({ 'istio.io/dataplane-mode': 'ambient' }), authentication('STRICT', 'istio-system'), excluded)).toEqual(['0 1']);
  });

  test('gets no sidecar in a namespace whose label excludes sidecars', () => {
    const found = findings('active-gate-not-injected', [inMesh(sidecar), namespace('dynatrace', { 'istio-injection': 'disabled' })]);

    expect(found).toEqual([expect.objectContaining({
      severity: 'error',
      object: 0,
      related: 1,
      message: '\'spec.activeGate.labels\' request a sidecar with sidecar.istio.io/inject: "true", but Namespace "dynatrace" has the label "istio-injection: disabled", under which no pod gets one; '
        + 'remove the label of the Namespace, which DynatraceOperator leaves out with \'allowSidecars\'',
    })]);
    expect(pairs('active-gate-not-injected', inMesh(sidecar), namespace('dynatrace', { 'istio-injection': 'true' }))).toEqual(['0 1']);
  });

  test.each<[string, KubernetesObject[]]>([
    ['the namespace has no label for sidecars', [inMesh(sidecar), namespace('dynatrace')]],
    ['the namespace is not known', [inMesh(sidecar), namespace('shop', { 'istio-injection': 'disabled' })]],
    ['the namespace injects all pods', [inMesh(sidecar), namespace('dynatrace', { 'istio-injection': 'enabled' })]],
    ['the ActiveGate is in ambient mode', [inMesh({ 'istio.io/dataplane-mode': 'ambient' }), namespace('dynatrace', { 'istio-injection': 'disabled' })]],
    ['the ActiveGate requests no sidecar', [inMesh({ 'sidecar.istio.io/inject': 'false' }), namespace('dynatrace', { 'istio-injection': 'disabled' })]],
    ['there is no ActiveGate', [dynakube('one', { activeGate: { labels: sidecar } }), namespace('dynatrace', { 'istio-injection': 'disabled' })]],
  ])('no sidecar is missed if %s', (_, objects) => {
    expect(findings('active-gate-not-injected', objects)).toEqual([]);
  });
});
