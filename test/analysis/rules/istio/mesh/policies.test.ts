import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings, OutboundTrafficMode } from '../../../../../src/analysis/settings/mesh-settings';

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } } };
const STRICT = { mode: 'REGISTRY_ONLY' };

function findings(rule: string, objects: readonly KubernetesObject[], settings: Partial<MeshSettings> = {}): string[] {
  return check(objects, { ...DEFAULT_MESH_SETTINGS, ...settings }).filter(finding => finding.rule === rule).map(({ object, message }) => `${object}: ${message}`);
}

function security(kind: string, namespace: string, spec: object): KubernetesObject {
  return { apiVersion: 'security.istio.io/v1', kind, metadata: { name: 'p', namespace }, spec };
}

function sidecar(namespace: string, outboundTrafficPolicy?: object, workloadSelector?: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 's', namespace }, spec: { egress: [{ hosts: ['./*'] }], outboundTrafficPolicy, workloadSelector } };
}

test('the message about a policy that selects no pods names the searched namespaces', () => {
  const spec = { selector: { matchLabels: { app: 'api' } } };
  expect(findings('mesh/policy-selects-nothing', [POD, security('AuthorizationPolicy', 'shop', spec), security('RequestAuthentication', 'istio-system', spec)])).toEqual([
    '1: \'spec.selector.matchLabels\' select no pods in namespace "shop", got "app=api", so nothing is protected; set labels of the workloads',
    '2: \'spec.selector.matchLabels\' select no pods in any namespace, got "app=api", so nothing is protected; set labels of the workloads',
  ]);
});

test.each<[string, KubernetesObject, Partial<MeshSettings>, boolean]>([
  ['its own namespace has the pod', security('AuthorizationPolicy', 'shop', { selector: { matchLabels: { app: 'web' } } }), {}, false],
  ['its namespace has another pod', security('AuthorizationPolicy', 'shop', { selector: { matchLabels: { app: 'api' } } }), {}, true],
  ['only other namespaces have pods', security('AuthorizationPolicy', 'other', { selector: { matchLabels: { app: 'web' } } }), {}, false],
  ['it is for the mesh', security('AuthorizationPolicy', 'istio-system', { selector: { matchLabels: { app: 'web' } } }), {}, false],
  ['it is for the mesh, which has no such pod', security('AuthorizationPolicy', 'root', { selector: { matchLabels: { app: 'api' } } }), { rootNamespace: 'root' }, true],
  ['the mesh has another root', security('AuthorizationPolicy', 'istio-system', { selector: { matchLabels: { app: 'web' } } }), { rootNamespace: 'root' }, false],
  ['it has no selector', security('AuthorizationPolicy', 'other', {}), {}, false],
  ['its selector is empty', security('AuthorizationPolicy', 'other', { selector: { matchLabels: {} } }), {}, false],
  ['it has targets', security('AuthorizationPolicy', 'other', { targetRefs: [{ kind: 'Service', name: 'web' }] }), {}, false],
  ['its selector is none', security('AuthorizationPolicy', 'other', { selector: 'web' }), {}, false],
])('a policy selects nothing if %s: %s', (_, policy, settings, selectsNothing) => {
  expect(findings('mesh/policy-selects-nothing', [POD, policy], settings)).toHaveLength(selectsNothing ? 1 : 0);
});

const WEB = { app: 'web' };

test.each<[string, KubernetesObject, object]>([
  ['a WorkloadEntry', { apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry', metadata: { name: 'w', namespace: 'shop' }, spec: { address: '192.0.2.1', labels: WEB } }, WEB],
  ['a WorkloadEntry, by its metadata', { apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry', metadata: { name: 'w', namespace: 'shop', labels: WEB } }, WEB],
  ['a WorkloadGroup', { apiVersion: 'networking.istio.io/v1', kind: 'WorkloadGroup', metadata: { name: 'w', namespace: 'shop' }, spec: { metadata: { labels: WEB } } }, WEB],
  ['a Knative Service', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'w', namespace: 'shop' }, spec: { template: { metadata: { labels: WEB } } } }, WEB],
  ['a Knative Service, by its name', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'w', namespace: 'shop' } }, { 'serving.knative.dev/service': 'w' }],
  ['a DeploymentConfig', { apiVersion: 'apps.openshift.io/v1', kind: 'DeploymentConfig', metadata: { name: 'w', namespace: 'shop' } }, { deploymentconfig: 'w' }],
])('policies select %s', (_, workload, matchLabels) => {
  const policies = (labels: object) => ['AuthorizationPolicy', 'PeerAuthentication'].map(kind => security(kind, 'shop', { selector: { matchLabels: labels } }));
  const rules = (labels: object) => check([workload, ...policies(labels)]).map(({ rule }) => rule).filter(rule => rule.endsWith('selects-nothing'));
  expect(rules(matchLabels)).toEqual([]);
  expect(rules({ app: 'other' })).toEqual(['mesh/policy-selects-nothing', 'peer-authentication/selects-nothing']);
});

test('a PeerAuthentication in a namespace without known workloads is not reported', () => {
  const policy = security('PeerAuthentication', 'other', { selector: { matchLabels: { app: 'api' } } });
  expect(findings('peer-authentication/selects-nothing', [POD, policy])).toEqual([]);
  expect(findings('peer-authentication/selects-nothing', [POD, { ...policy, metadata: { name: 'p', namespace: 'shop' } }])).toHaveLength(1);
});

test('a Sidecar without a policy does not inherit that of the root namespace', () => {
  expect(findings('mesh/policy-not-inherited', [sidecar('istio-system', STRICT), sidecar('shop')])).toEqual([
    '1: \'spec.outboundTrafficPolicy\' is missing, and that of Sidecar istio-system/s is not inherited: for unknown destinations, "ALLOW_ANY" of the mesh applies instead of "REGISTRY_ONLY"; '
      + 'repeat it here',
  ]);
});

test.each<[string, KubernetesObject[], Partial<MeshSettings>]>([
  ['it has one of its own', [sidecar('istio-system', STRICT), sidecar('shop', { mode: 'ALLOW_ANY' })], {}],
  ['the mesh has the same', [sidecar('istio-system', STRICT), sidecar('shop')], { outboundTrafficPolicy: OutboundTrafficMode.REGISTRY_ONLY }],
  ['the root namespace has none', [sidecar('istio-system'), sidecar('shop')], {}],
  ['the Sidecar there is for some workloads only', [sidecar('istio-system', STRICT, { labels: { app: 'web' } }), sidecar('shop')], {}],
  ['the mesh has another root', [sidecar('istio-system', STRICT), sidecar('shop')], { rootNamespace: 'root' }],
  ['there is no other Sidecar', [sidecar('istio-system', STRICT)], {}],
])('a policy is not missing if %s', (_, objects, settings) => {
  expect(findings('mesh/policy-not-inherited', objects, settings)).toEqual([]);
});
