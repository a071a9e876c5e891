import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../../src/analysis/settings/mesh-settings';

const INJECTING: KubernetesObject = {
  apiVersion: 'dynatrace.com/v1beta6',
  kind: 'DynaKube',
  metadata: { name: 'dynakube', namespace: 'dynatrace' },
  spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api', oneAgent: { applicationMonitoring: {} } },
};

/** A version of Istio whose sidecars are ordinary containers. */
const ORDINARY: Partial<MeshSettings> = { istioVersion: '1.26' };

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

  test('istiod uses them by default since 1.27, if the nodes support them', () => {
    expect(found([istiod([]), INJECTING])).toEqual(['0 native-sidecar by 1']);
    expect(found([istiod([]), INJECTING], { istioVersion: '1.26' })).toEqual([]);
    expect(found([istiod(setting('true')), INJECTING], { istioVersion: '1.26' })).toEqual(['0 native-sidecar by 1']);
    expect(found([istiod(setting('auto')), INJECTING], { istioVersion: '1.26' })).toEqual(['0 native-sidecar by 1']);
    expect(found([istiod(setting('false')), INJECTING])).toEqual([]);
  });

  test('there are no findings if the app injects no code modules', () => {
    expect(found([istiod([])])).toEqual([]);
    expect(found([workload('Deployment', { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } })])).toEqual([]);
  });
});

describe('sidecars that Istio adds', () => {
  const mesh: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } };
  const waiting = (annotations: object = {}): KubernetesObject => ({
    ...INJECTING,
    metadata: { name: 'dynakube', namespace: 'dynatrace', annotations: { 'feature.dynatrace.com/oneagent-initial-connect-retry-ms': '6000', ...annotations } },
  });
  const excluded = { 'container.inject.dynatrace.com/istio-proxy': 'false' };

  test('are native by default since Istio 1.27, which is one finding for all pods of a DynaKube', () => {
    const pods = ['a', 'b', 'c', 'd'].map(name => workload('Deployment', { name }));
    expect(found([mesh, waiting(), ...pods])).toEqual(['1 native-sidecar by 2']);
    const [{ message }] = check([mesh, waiting(), ...pods]).filter(({ rule }) => rule === 'one-agent-injection/native-sidecar');
    expect(message).toContain("'spec.oneAgent' injects code modules into Deployment shop/a, Deployment shop/b, Deployment shop/c and 1 more, whose sidecars are native by default since Istio 1.27");
  });

  test('are ordinary containers with an older Istio, or if the pods or istiod say so, and then get code modules too', () => {
    const ordinary = { 'sidecar.istio.io/nativeSidecar': 'false' };
    const istiod = workload('Deployment', {
      name: 'istiod',
      namespace: 'mesh',
      own: { labels: { app: 'istiod' } },
      annotations: { 'dynatrace.com/inject': 'false' },
      spec: { containers: [{ name: 'discovery', env: [{ name: 'ENABLE_NATIVE_SIDECARS', value: 'false' }] }] },
    });
    expect(found([mesh, waiting(), workload('Deployment', {})], ORDINARY)).toEqual(['1 injected-proxy by 2']);
    expect(found([mesh, waiting(), workload('Deployment', { annotations: ordinary })])).toEqual(['1 injected-proxy by 2']);
    expect(found([mesh, waiting(), workload('Deployment', {}), istiod])).toEqual(['1 injected-proxy by 2']);
    expect(found([mesh, waiting(), workload('Deployment', { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } })], ORDINARY)).toEqual(['2 native-sidecar by 1']);
  });

  test('are left out if the pods or the DynaKube exclude the container, or nothing adds a sidecar', () => {
    expect(found([mesh, waiting(), workload('Deployment', { annotations: excluded })], ORDINARY)).toEqual([]);
    expect(found([mesh, waiting(excluded), workload('Deployment', {})], ORDINARY)).toEqual([]);
    expect(found([waiting(), workload('Deployment', {})], ORDINARY)).toEqual([]);
  });

  test('have no second finding if the container is in the template', () => {
    expect(found([mesh, waiting(), workload('Deployment', { spec: { containers: [{ name: 'istio-proxy' }] } })], ORDINARY)).toEqual(['2 sidecar-container by 1']);
  });
});

describe('annotations that the operator does not read', () => {
  const unknown = (names: readonly string[], kind = 'Deployment') => check([workload(kind, { annotations: Object.fromEntries(names.map(name => [name, 'false'])) })])
    .filter(({ rule }) => rule === 'one-agent-injection/unknown-annotation').map(({ message }) => message);

  test('are misspelled, or have another name today', () => {
    expect(unknown(['oneagent.dynatrace.com/injection', 'one-agent.dynatrace.com/inject', 'data-ingest.dynatrace.com/inject', 'dynatrace.com/injection'])).toEqual([
      "'data-ingest.dynatrace.com/inject' is an annotation that the Dynatrace operator does not read; write metadata-enrichment.dynatrace.com/inject",
      "'dynatrace.com/injection' is an annotation that the Dynatrace operator does not read; correct its name, or remove it",
      "'one-agent.dynatrace.com/inject' is an annotation that the Dynatrace operator does not read; correct its name, or remove it",
      "'oneagent.dynatrace.com/injection' is an annotation that the Dynatrace operator does not read; correct its name, or remove it",
    ]);
  });

  describe('for Prometheus metrics', () => {
    const service = (annotations: object) => check([{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop', annotations }, spec: { ports: [{ port: 80 }] } } as KubernetesObject])
      .filter(({ rule }) => rule.startsWith('one-agent-injection/')).map(({ message }) => message);

    test('are misspelled, on pods and on Services', () => {
      expect(unknown(['metrics.dynatrace.com/scrap', 'metrics.dynatrace.com/insecure-skip-verify', 'metric.dynatrace.com/port', 'metrics.dynatrace.com/Path', 'metrics.dynatrace.com/token'])).toEqual([
        "'metric.dynatrace.com/port' is an annotation that Dynatrace does not read for Prometheus metrics; write metrics.dynatrace.com/port",
        "'metrics.dynatrace.com/Path' is an annotation that Dynatrace does not read for Prometheus metrics; write metrics.dynatrace.com/path",
        "'metrics.dynatrace.com/insecure-skip-verify' is an annotation that Dynatrace does not read for Prometheus metrics; write metrics.dynatrace.com/insecure_skip_verify",
        "'metrics.dynatrace.com/scrap' is an annotation that Dynatrace does not read for Prometheus metrics; write metrics.dynatrace.com/scrape",
        "'metrics.dynatrace.com/token' is an annotation that Dynatrace does not read for Prometheus metrics; correct its name, or remove it",
      ]);
      expect(service({ 'metrics.dynatrace.com/scrpe': 'true' })).toEqual([
        "'metrics.dynatrace.com/scrpe' is an annotation that Dynatrace does not read for Prometheus metrics; write metrics.dynatrace.com/scrape",
      ]);
    });

    test('do not include those that Dynatrace reads', () => {
      const known = ['scrape', 'port', 'path', 'secure', 'insecure_skip_verify', 'filter', 'tls.ca.crt', 'tls.crt', 'tls.key', 'http.auth', 'http.auth.basic.username', 'http.auth.basic.password']
        .map(name => `metrics.dynatrace.com/${name}`);
      expect(unknown(known)).toEqual([]);
      expect(service(Object.fromEntries(known.map(name => [name, 'x'])))).toEqual([]);
      expect(service({ 'oneagent.dynatrace.com/injection': 'x', 'prometheus.io/scrape': 'true', 'metadata.dynatrace.com/port': 'x' })).toEqual([]);
    });
  });

  test('do not include those of other components, those that the webhook sets, and those with a free name', () => {
    expect(unknown([
      'oneagent.dynatrace.com/injected', 'oneagent.dynatrace.com/reason', 'dynakube.dynatrace.com/injected', 'metrics.dynatrace.com/scrape',
      'metadata.dynatrace.com/inject', 'container.inject.dynatrace.com/inject', 'oneagent.dynatrace.com/installer-url', 'volume.dynatrace.com/oneagent-bin',
      'init-container.dynatrace.com/securityContext.runAsUser', 'example.com/inject', 'logs.dynatrace.com/anything',
    ])).toEqual([]);
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
    expect(found([mesh, workload('Deployment', {}), INJECTING] as KubernetesObject[], ORDINARY)).toEqual(['1 first-connection by 2', '2 injected-proxy by 1']);
    expect(found([workload('Deployment', { labels: { 'sidecar.istio.io/inject': 'true' } }), INJECTING], ORDINARY)).toEqual([
      '0 first-connection by 1', '1 injected-proxy by 0',
    ]);
  });

  test.each([
    ['6s', false, true], ['-1', false, true], ['-5', true, true], ['-1', true, false], ['6s', true, false], ['0', false, false],
  ])('with the flag "%s" and enableIstio %s, a finding: %s', (retry, enableIstio, expected) => {
    const injecting = dynakube({ enableIstio }, { 'feature.dynatrace.com/oneagent-initial-connect-retry-ms': retry });
    expect(found([mesh, workload('Deployment', {}), injecting] as KubernetesObject[]).includes('1 first-connection by 2')).toBe(expected);
  });

  test.each<[string, Pods, object]>([
    ['the operator knows of Istio', {}, dynakube({ enableIstio: true })],
    ['a flag says so', {}, dynakube({}, { 'feature.dynatrace.com/oneagent-initial-connect-retry-ms': '6000' })],
    ['applications are held', { annotations: { 'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: true' } }, INJECTING],
    ['the sidecar is native', { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } }, INJECTING],
    ['applications are held, in JSON', { annotations: { 'proxy.istio.io/config': '{ "holdApplicationUntilProxyStarts": true }' } }, INJECTING],
    ['there is no sidecar', { annotations: { 'sidecar.istio.io/inject': 'false' } }, INJECTING],
    ['nothing brings the pods into the mesh', { namespace: 'other' }, INJECTING],
  ])('waits where %s', (_, pods, injecting) => {
    expect(found([mesh, workload('Deployment', pods), injecting] as KubernetesObject[]).filter(finding => finding.includes('first-connection'))).toEqual([]);
  });

  test('waits where the mesh holds all applications, unless a pod does not', () => {
    const settings = { ...ORDINARY, holdsApplications: true };
    const all = (annotations: object) => found([mesh, workload('Deployment', { annotations }), INJECTING] as KubernetesObject[], settings).filter(finding => finding.includes('first-connection'));
    expect(all({})).toEqual([]);
    expect(all({ 'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: false' })).toEqual(['1 first-connection by 2']);
  });

  test('does not wait where the setting is only in a comment', () => {
    const pods = workload('Deployment', { annotations: { 'proxy.istio.io/config': '# holdApplicationUntilProxyStarts: true' } });
    expect(found([mesh, pods, INJECTING] as KubernetesObject[], ORDINARY)).toContain('1 first-connection by 2');
  });
});

describe('annotations and labels of older operators', () => {
  const web = workload('Deployment', { annotations: { 'oneagent.dynatrace.com/installer-url': 'https://example.com/agent.zip', 'oneagent.dynatrace.com/image': 'registry.example.com/agent' } });
  const namespace = (metadata: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', ...metadata } });
  const shop = namespace({ labels: { 'oneagent.dynatrace.com/instance': 'apm' } });
  const messages = (...objects: KubernetesObject[]) => check(objects, DEFAULT_MESH_SETTINGS)
    .filter(({ rule }) => rule === 'one-agent-injection/retired-annotation').map(({ object, related, message }) => [object, related, message]);

  test('are found beside a DynaKube', () => {
    const remedy = "is an annotation that the operator does not read since version 1.7; remove it, the mode of the DynaKube has 'codeModulesImage' and 'version' for all pods";
    expect(messages(shop, web, INJECTING)).toEqual([
      [0, 2, "'metadata.labels' has oneagent.dynatrace.com/instance, which only the legacy operator reads; remove it, and select the namespace in the DynaKube"],
      [1, 2, `'oneagent.dynatrace.com/installer-url' ${remedy}`],
      [1, 2, `'oneagent.dynatrace.com/image' ${remedy}`],
    ]);
  });

  test.each([['OneAgentAPM'], ['OneAgent']])('are fine without a DynaKube, and beside resources of the legacy operator: %s', kind => {
    const legacy = { apiVersion: 'dynatrace.com/v1alpha1', kind, metadata: { name: 'apm', namespace: 'dynatrace' }, spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api' } };
    expect(messages(shop, web)).toEqual([]);
    expect(messages(shop, web, legacy)).toEqual([]);
    expect(messages(shop, web, legacy, INJECTING)).toEqual([]);
    expect(messages(namespace({ labels: { team: 'shop' } }), workload('Deployment', {}), INJECTING)).toEqual([]);
  });

  test('on namespaces, misspelt mappings of releases are found', () => {
    const unknown = (annotations: object) => check([namespace({ annotations })], DEFAULT_MESH_SETTINGS)
      .filter(({ rule }) => rule.startsWith('one-agent-injection/')).map(({ rule, message }) => `${rule}: ${message}`);
    expect(unknown({ 'mapping.release.dynatrace.com/verison': "metadata.labels['v']" })).toEqual([
      "one-agent-injection/unknown-annotation: 'mapping.release.dynatrace.com/verison' is an annotation that the Dynatrace operator does not read; correct its name, or remove it",
    ]);
    expect(unknown({ 'mapping.release.dynatrace.com/version': "metadata.labels['v']", 'metadata.dynatrace.com/team': 'shop', 'example.com/inject': 'true' })).toEqual([]);
  });
});
