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

/** Which object is said to be in the way of which. */
function pairs(rule: string, ...objects: KubernetesObject[]): string[] {
  return findings(rule, objects).map(({ object, related }) => `${object} ${related}`);
}

describe('nodes', () => {
  const host = (nodeSelector?: object) => ({ oneAgent: { hostMonitoring: nodeSelector ? { nodeSelector } : {} } });
  const logs = (nodeSelector?: object) => ({ logMonitoring: {}, templates: { logMonitoring: { imageRef: { repository: 'r', tag: 't' }, nodeSelector } } });

  test('a node takes one OneAgent, whatever its environment', () => {
    expect(pairs('shared-nodes', dynakube('a', host()), dynakube('b', { ...host({ x: '1' }), apiUrl: OTHER_URL }))).toEqual(['0 1', '1 0']);
  });

  test('selectors with other values or other keys are other nodes, one within the other is not', () => {
    expect(pairs('shared-nodes', dynakube('a', host({ x: '1' })), dynakube('b', host({ x: '2' })), dynakube('c', host({ y: '1' })))).toEqual([]);
    expect(pairs('shared-nodes', dynakube('a', host({ x: '1' })), dynakube('b', host({ x: '1', y: '1' })))).toEqual(['0 1', '1 0']);
  });

  test('readers of logs are in the way of others of the same environment only', () => {
    expect(pairs('shared-nodes', dynakube('a', logs()), dynakube('b', { ...logs(), apiUrl: OTHER_URL }), dynakube('c', { ...host(), apiUrl: OTHER_URL }))).toEqual(['1 2', '2 1']);
    expect(pairs('shared-nodes', dynakube('a', logs({ x: '1' })), dynakube('b', { ...logs({ x: '1' }), apiUrl: 'https://abc12345.apps.dynatrace.com' }))).toEqual(['0 1', '1 0']);
  });

  test('DynaKubes of other namespaces are not looked at, nor those without pods on nodes', () => {
    expect(pairs('shared-nodes', dynakube('a', host()), dynakube('b', host(), 'other'), dynakube('c', { oneAgent: { applicationMonitoring: {} } }))).toEqual([]);
  });
});

describe('namespaces', () => {
  const injecting = (namespaceSelector?: object) => ({ oneAgent: { applicationMonitoring: namespaceSelector ? { namespaceSelector } : {} } });
  const label = (team: string) => ({ matchLabels: { team } });
  const unreadable = { matchExpressions: [{ key: 'team', operator: 'In', values: ['%'] }] };

  test('a namespace takes one DynaKube, for whatever it changes in pods', () => {
    const otlp = { otlpExporterConfiguration: { signals: { traces: {} } } };
    expect(pairs('shared-namespace', namespace('shop'), dynakube('a', injecting()), dynakube('b', otlp))).toEqual(['1 2', '2 1']);
    expect(pairs('shared-namespace', namespace('shop'), dynakube('a', injecting()), dynakube('b', {}))).toEqual([]);
  });

  test('a third one is refused for what two others do', () => {
    expect(pairs('shared-namespace', namespace('shop', { team: 'shop' }), dynakube('a', injecting()), dynakube('b', injecting()), dynakube('c', injecting(label('web')))))
      .toEqual(['1 2', '2 1', '3 1']);
  });

  test('namespaces that a DynaKube ignores, or does not select, are free', () => {
    const ignoring = dynakube('a', injecting(), 'dynatrace', { annotations: { 'feature.dynatrace.com/ignored-namespaces': '["^shop$"]' } });
    expect(pairs('shared-namespace', namespace('shop'), namespace('kube-system'), namespace('dynatrace'), ignoring, dynakube('b', injecting()))).toEqual([]);
    expect(pairs('shared-namespace', namespace('shop', { team: 'shop' }), dynakube('a', injecting(label('shop'))), dynakube('b', injecting(label('web'))))).toEqual([]);
  });

  test('its own namespace is ignored unless the flag names others', () => {
    const flag = { annotations: { 'feature.dynatrace.com/ignored-namespaces': '[]' } };
    expect(pairs('shared-namespace', namespace('dynatrace'), dynakube('a', injecting(), 'dynatrace', flag), dynakube('b', injecting()))).toEqual([]);
    expect(pairs('shared-namespace', namespace('dynatrace'), dynakube('a', injecting(), 'dynatrace', flag), dynakube('b', injecting(), 'dynatrace', flag))).toEqual(['1 2', '2 1']);
  });

  test('the search ends at a selector that cannot be read', () => {
    expect(pairs('shared-namespace', namespace('shop'), dynakube('a', injecting(unreadable)), dynakube('b', injecting()), dynakube('c', injecting()))).toEqual([]);
    expect(pairs('shared-namespace', namespace('shop'), dynakube('c', injecting(unreadable)), dynakube('a', injecting()), dynakube('b', injecting()))).toEqual([]);
  });

  test('without namespaces nothing is known', () => {
    expect(pairs('shared-namespace', dynakube('a', injecting()), dynakube('b', injecting()))).toEqual([]);
  });
});

describe('Secrets', () => {
  const secret = (name: string, stringData: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'dynatrace' }, stringData });
  const platform = { apiToken: ['dt0s16', 'x'].join('.') };

  test('a platform token brings the public registry', () => {
    const spec = { publicRegistryOverride: 'registry.example.com', tokens: 'tokens', logMonitoring: {} };
    const rules = (...objects: KubernetesObject[]) => check(objects).filter(({ upstream }) => upstream === 'operator').map(({ rule }) => rule);
    expect(rules(dynakube('a', spec))).toEqual(['dynakube/log-monitoring-image', 'dynakube/registry-override']);
    expect(rules(dynakube('a', spec), secret('a', platform))).toEqual(['dynakube/log-monitoring-image', 'dynakube/registry-override']);
    expect(rules(dynakube('a', spec), secret('tokens', platform))).toEqual([]);
  });

  test('a proxy in a Secret is judged without being shown', () => {
    const [finding] = findings('proxy-secret', [dynakube('a', { proxy: { valueFrom: 'proxy' } }), secret('proxy', { proxy: 'http://user:s%26cret@proxy.example.com' })]);
    expect(finding.message).toBe('\'spec.proxy.valueFrom\' names Secret "proxy", whose key "proxy" must have a password without blank, apostrophe, backtick, comma, &, =, +, %, backslash and '
      + 'what is not ASCII, also when it is percent-encoded; change the password; mind a line break at the end');
  });

  test('a value beside it wins', () => {
    expect(findings('missing-proxy-secret', [dynakube('a', { proxy: { value: 'http://proxy.example.com', valueFrom: 'proxy' } })])).toEqual([]);
  });
});

describe('enableIstio', () => {
  const istioOn = { enableIstio: true };

  test('an entry for the host of the API is in the way, also by a wildcard', () => {
    expect(findings('istio-conflict', [dynakube('a', { ...istioOn, apiUrl: 'https://abc12345.apps.dynatrace.com' }), entry('x', 'abc12345.live.dynatrace.com')])).toEqual([{
      rule: 'dynakube/istio-conflict',
      severity: 'warning',
      upstream: 'ours',
      object: 0,
      related: 1,
      message: '\'spec.enableIstio\' has the operator make a ServiceEntry and a VirtualService for "abc12345.live.dynatrace.com", which ServiceEntry dynatrace/x is for too: '
        + 'which of them applies hangs on their age and on who sees them; leave enableIstio out where the app lets OneAgent out itself',
    }]);
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('x', '*.live.dynatrace.com', { namespace: 'egress' }))).toEqual(['0 1']);
  });

  test('objects under the names of the operator are in the way, whatever their hosts', () => {
    expect(findings('istio-conflict', [
      dynakube('a', { ...istioOn, oneAgent: { applicationMonitoring: {} } }),
      entry('a-fqdn-oneagent', 'sg.example.com'),
      istio('VirtualService', 'a-fqdn-operator', { hosts: ['x.example.com'], http: [{ route: [{ destination: { host: 'x.example.com' } }] }] }),
      entry('a-fqdn-activegate', 'ag.example.com'),
    ]).map(({ related, message }) => [related, message])).toEqual([
      [1, "'spec.enableIstio' has the operator write ServiceEntry dynatrace/a-fqdn-oneagent itself, over the one of the app, and each undoes what the other did; leave one of the two out"],
      [2, "'spec.enableIstio' has the operator write VirtualService dynatrace/a-fqdn-operator itself, over the one of the app, and each undoes what the other did; leave one of the two out"],
    ]);
  });

  test('what the operator made itself, other hosts, and a DynaKube without enableIstio are fine', () => {
    const owned = { ownerReferences: [{ apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', name: 'a', uid: 'u' }] };
    expect(pairs('istio-conflict', dynakube('a', istioOn), entry('a-fqdn-operator', 'abc12345.live.dynatrace.com', owned), entry('x', 'example.com'))).toEqual([]);
    expect(pairs('istio-conflict', dynakube('a', {}), entry('x', 'abc12345.live.dynatrace.com'))).toEqual([]);
  });
});

test('the namespace of an EdgeConnect is one of the operator too, and must not be in ambient mode', () => {
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
  expect([{ 'istio.io/dataplane-mode': 'ambient' }, { 'istio.io/rev': 'stable' }, { 'istio-injection': 'disabled' }, {}].map(labels)).toEqual([1, 1, 0, 0]);
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

  test('is cut off where mutual TLS is asked of it', () => {
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'istio-system'))).toEqual(['0 1']);
    expect(pairs('strict-active-gate', inMesh({ 'istio.io/dataplane-mode': 'ambient' }), authentication('STRICT', 'dynatrace'))).toEqual(['0 1']);
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'dynatrace', activeGate), authentication('PERMISSIVE', 'dynatrace'))).toEqual(['0 1']);
  });

  test('is not where its namespace, or its pods, are an exception', () => {
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'istio-system'), authentication('PERMISSIVE', 'dynatrace', activeGate))).toEqual([]);
    expect(pairs('strict-active-gate', inMesh(sidecar), authentication('STRICT', 'dynatrace', { app: 'x' }), authentication('UNSET', 'dynatrace'))).toEqual([]);
    expect(pairs('strict-active-gate', inMesh({}), authentication('STRICT', 'istio-system'))).toEqual([]);
  });
});
