import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../../src/analysis/settings/mesh-settings';

const INJECTING: KubernetesObject = {
  apiVersion: 'dynatrace.com/v1beta6',
  kind: 'DynaKube',
  metadata: { name: 'dynakube', namespace: 'dynatrace' },
  spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api', oneAgent: { applicationMonitoring: {} } },
};

interface Pods {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: object;
  readonly annotations?: object;
  readonly own?: object;
  readonly spec?: object;
}

function workload(kind: string, { name = 'web', namespace = 'shop', labels = {}, annotations = {}, own = {}, spec = {} }: Pods): KubernetesObject {
  const template = { metadata: { labels, annotations }, spec: { containers: [{ name: 'web', image: 'i' }], ...spec } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace, ...own }, spec: { template } };
}

function found(objects: readonly KubernetesObject[], settings: Partial<MeshSettings> = {}): string[] {
  return check(objects, { ...DEFAULT_MESH_SETTINGS, ...settings })
    .filter(({ rule }) => rule.startsWith('one-agent-injection/'))
    .map(({ rule, object, related }) => `${object} ${rule.slice('one-agent-injection/'.length)}${related === undefined ? '' : ` by ${related}`}`);
}

test('CNI pods of Istio are found by their name or label, and only if code modules are injected into them', () => {
  const cni = workload('DaemonSet', { name: 'istio-cni-node', namespace: 'cni' });
  expect(found([cni, INJECTING])).toEqual(['0 istio-cni by 1']);
  expect(found([workload('DaemonSet', { name: 'x', namespace: 'cni', labels: { 'k8s-app': 'istio-cni-node' } }), INJECTING])).toEqual(['0 istio-cni by 1']);
  expect(found([workload('DaemonSet', { name: 'istio-cni-node', namespace: 'kube-system' }), INJECTING])).toEqual([]);
  expect(found([workload('DaemonSet', { name: 'istio-cni-node', namespace: 'cni', annotations: { 'dynatrace.com/inject': 'false' } }), INJECTING])).toEqual([]);
  expect(found([cni])).toEqual([]);
});

test('pods of the control plane that ask for code modules have no finding', () => {
  expect(found([workload('Deployment', { namespace: 'istio-system' }), INJECTING])).toEqual(['0 control-plane by 1']);
  expect(found([workload('Deployment', { namespace: 'istio-config' }), INJECTING], { rootNamespace: 'istio-config' })).toEqual(['0 control-plane by 1']);
  expect(found([workload('Deployment', { namespace: 'istio-system', annotations: { 'oneagent.dynatrace.com/inject': 'true' } }), INJECTING])).toEqual([]);
});

describe('native sidecars', () => {
  const istiod = (env: object[]) => workload('Deployment', {
    name: 'istiod', namespace: 'mesh', own: { labels: { app: 'istiod' } }, spec: { containers: [{ name: 'discovery', env }] },
  });
  const setting = (value: string) => [{ name: 'ENABLE_NATIVE_SIDECARS', value }];

  test('istiod uses them by default since 1.28', () => {
    expect(found([istiod([]), INJECTING])).toEqual(['0 native-sidecar by 1']);
    expect(found([istiod([]), INJECTING], { istioVersion: '1.27' })).toEqual([]);
    expect(found([istiod(setting('true')), INJECTING], { istioVersion: '1.27' })).toEqual(['0 native-sidecar by 1']);
    expect(found([istiod(setting('false')), INJECTING])).toEqual([]);
  });

  test('there are no findings if the app injects no code modules', () => {
    expect(found([istiod([])])).toEqual([]);
    expect(found([workload('Deployment', { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } })])).toEqual([]);
  });
});

test('a sidecar in the template is found, unless the pods or the DynaKube exclude it from injection', () => {
  const spec = { containers: [{ name: 'web' }, { name: 'istio-proxy' }] };
  const annotations = { 'container.inject.dynatrace.com/istio-proxy': 'false' };
  expect(found([workload('StatefulSet', { spec }), INJECTING])).toEqual(['0 sidecar-container by 1']);
  expect(found([workload('StatefulSet', { spec, annotations }), INJECTING])).toEqual([]);
  expect(found([workload('StatefulSet', { spec }), { ...INJECTING, metadata: { ...INJECTING.metadata, annotations } }])).toEqual([]);
});

test('pods with the network of the node cannot request a sidecar, neither by label nor by annotation', () => {
  const spec = { hostNetwork: true };
  expect(found([workload('Deployment', { spec, labels: { 'sidecar.istio.io/inject': 'true' } })])).toEqual(['0 host-network']);
  expect(found([workload('DaemonSet', { spec, annotations: { 'sidecar.istio.io/inject': 'true' } })])).toEqual(['0 host-network']);
  expect(found([workload('Deployment', { spec, labels: { 'sidecar.istio.io/inject': 'false' } }), workload('Deployment', { spec, name: 'other' })])).toEqual([]);
});

test.each([
  ['oneagent.dynatrace.com/inject', 'True', []],
  ['oneagent.dynatrace.com/inject', 'yes', ['0 annotation-value']],
  ['dynatrace.com/inject', 'false', []],
  // For containers, the operator requires the exact text.
  ['container.inject.dynatrace.com/web', 'False', ['0 annotation-value']],
  ['oneagent.dynatrace.com/volume-type', 'image', ['0 annotation-value']],
  ['oneagent.dynatrace.com/volume-type', 'csi', []],
  ['oneagent.dynatrace.com/failure-policy', 'fail', []],
  ['oneagent.dynatrace.com/install-path', '/opt/dynatrace', []],
  ['oneagent.dynatrace.com/install-path', 'opt', ['0 annotation-value']],
  ['oneagent.dynatrace.com/install-path', '/', ['0 annotation-value']],
  ['oneagent.dynatrace.com/install-path', '/opt/', ['0 annotation-value']],
  ['oneagent.dynatrace.com/install-path', '/opt/../x', ['0 annotation-value']],
  ['oneagent.dynatrace.com/install-path', '/opt/a:b', ['0 annotation-value']],
  ['oneagent.dynatrace.com/technologies', 'java,go', []],
])('%s: %j', (name, value, expected) => {
  expect(found([workload('Deployment', { annotations: { [name]: value } })])).toEqual(expected);
});

test('operator 1.11 mounts images as volumes', () => {
  expect(found([workload('Deployment', { annotations: { 'oneagent.dynatrace.com/volume-type': 'image' } })], { operatorVersion: '1.11' })).toEqual([]);
});

test('annotations of pods have no effect on the object that creates the pods, or on their namespace', () => {
  const annotations = { 'oneagent.dynatrace.com/technologies': 'java', 'metadata-enrichment.dynatrace.com/inject': 'false', 'example.com/x': 'y' };
  expect(found([workload('Deployment', { own: { annotations } }), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } }])).toEqual([
    '0 misplaced-annotation', '0 misplaced-annotation', '1 misplaced-annotation', '1 misplaced-annotation',
  ]);
});

describe('the first connection', () => {
  const mesh = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } };
  const dynakube = (spec: object, annotations: object = {}) => ({
    ...INJECTING,
    metadata: { ...INJECTING.metadata, annotations },
    spec: { ...INJECTING.spec as object, ...spec },
  });

  test('fails if neither OneAgent nor the application waits for the sidecar', () => {
    expect(found([mesh, workload('Deployment', {}), INJECTING] as KubernetesObject[])).toEqual(['1 first-connection by 2']);
    expect(found([workload('Deployment', { labels: { 'sidecar.istio.io/inject': 'true' } }), INJECTING])).toEqual(['0 first-connection by 1']);
  });

  test.each<[string, Pods, object]>([
    ['the operator knows of Istio', {}, dynakube({ enableIstio: true })],
    ['a flag says so', {}, dynakube({}, { 'feature.dynatrace.com/oneagent-initial-connect-retry-ms': '6000' })],
    ['applications are held', { annotations: { 'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: true' } }, INJECTING],
    ['applications are held, in JSON', { annotations: { 'proxy.istio.io/config': '{ "holdApplicationUntilProxyStarts": true }' } }, INJECTING],
    ['there is no sidecar', { annotations: { 'sidecar.istio.io/inject': 'false' } }, INJECTING],
    ['nothing brings the pods into the mesh', { namespace: 'other' }, INJECTING],
  ])('waits where %s', (_, pods, injecting) => {
    expect(found([mesh, workload('Deployment', pods), injecting] as KubernetesObject[])).toEqual([]);
  });
});
