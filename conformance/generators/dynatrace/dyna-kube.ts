import * as fc from 'fast-check';
import * as words from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, list, maybe, optional, pick, set, weighted } from '../base/shapes';

const IMAGE_REF = pick<unknown>([
  [4, { repository: 'registry.example/x', tag: '1' }], [2, { repository: 'registry.example/x', digest: 'sha256:00' }], [1, { repository: 'registry.example/x' }], [1, { tag: '1' }], [1, {}],
  [1, { pullPolicy: 'Always' }], [1, { repository: '', tag: '' }], [1, { digest: 'sha256:00' }],
]);
const SOUND_IMAGE = { repository: 'registry.example/x', tag: '1' };

/** Labels that select nodes, or namespaces. */
const NODES = pick<Record<string, string>>([[3, {}], [2, { pool: 'a' }], [2, { pool: 'b' }], [1, { pool: 'a', zone: 'x' }], [1, { zone: 'x' }]]);
const SELECTOR = pick<unknown>([
  [3, { matchLabels: { team: 'a' } }], [2, { matchLabels: { team: 'b' } }], [1, {}], [1, { matchExpressions: [{ key: 'team', operator: 'Exists' }] }],
  [1, { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] }], [1, { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }],
]);
const ANY_SELECTOR = fields({
  matchLabels: maybe(60, fc.dictionary(words.KEY, words.VALUE, { minKeys: 1, maxKeys: 1, noNullPrototype: true })),
  matchExpressions: maybe(50, list(fields({
    key: maybe(96, words.KEY),
    operator: maybe(96, pick([[3, 'In'], [2, 'NotIn'], [3, 'Exists'], [2, 'DoesNotExist'], [1, 'Equals'], [1, ''], [1, 'in'], [1, 'Gt']])),
    values: maybe(55, list(words.VALUE, 0, 2)),
  }), 1, 2)),
});
const ATTRIBUTES = fc.dictionary(words.KEY.filter(key => key !== '__proto__'), words.VALUE, { maxKeys: 3, noNullPrototype: true });
const MANY_ATTRIBUTES = fc.integer({ min: 8, max: 12 }).map(count => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, 'x'])));
const ANY_ATTRIBUTES = weighted([4, ATTRIBUTES], [1, MANY_ATTRIBUTES]);
const ENV = list(fields({ name: words.ENV_NAME, value: maybe(80, words.ENV_VALUE), valueFrom: maybe(15, fc.constant({ fieldRef: { fieldPath: 'metadata.name' } })) }), 1, 3);

/** Modes, each with valid fields. */
const MODE = weighted<Record<string, unknown>>(
  [3, fields({ namespaceSelector: maybe(50, SELECTOR), codeModulesImage: maybe(20, fc.constant('registry.example/code:1')) }).map(applicationMonitoring => ({ applicationMonitoring }))],
  [4, fields({ namespaceSelector: maybe(50, SELECTOR), nodeSelector: maybe(40, NODES) }).map(cloudNativeFullStack => ({ cloudNativeFullStack }))],
  [2, fields({ nodeSelector: maybe(40, NODES) }).map(hostMonitoring => ({ hostMonitoring }))],
  [2, fields({ nodeSelector: maybe(40, NODES) }).map(classicFullStack => ({ classicFullStack }))],
);

/** The features of a DynaKube; the rest of its spec follows from them. */
interface Switches {
  readonly mode?: Record<string, unknown>;
  readonly activeGate: boolean;
  readonly prometheus: boolean;
  readonly databases: boolean;
  readonly kspm: boolean;
  readonly logs: boolean;
  readonly telemetry: boolean;
  readonly otlp: boolean;
  readonly enrichment: boolean;
}

const SWITCHES = fc.record({
  mode: maybe(80, MODE),
  activeGate: fc.boolean(),
  prometheus: rarely(12),
  databases: rarely(12),
  kspm: rarely(25),
  logs: rarely(15),
  telemetry: rarely(20),
  otlp: rarely(15),
  enrichment: rarely(20),
}) as fc.Arbitrary<Switches>;

function rarely(percent: number): fc.Arbitrary<boolean> {
  return pick([[percent, true], [100 - percent, false]]);
}

/** DynaKubes that the operator accepts without a warning, if they are alone. */
export const soundDynaKube: fc.Arbitrary<KubernetesObject> = fc.record({
  switches: SWITCHES,
  name: pick([[3, 'dk'], [2, 'dk2'], [1, 'dk3']]),
  namespace: pick([[5, 'dynatrace'], [1, 'monitoring']]),
  apiUrl: words.API_URL,
  metadata: fields(optional({ labels: [5, fc.constant({ team: 'a' })], annotations: [15, fc.constant({ 'feature.dynatrace.com/use-public-registry': 'false' })] })),
  rest: fields(optional({
    tokens: [10, pick([[2, 'tokens'], [1, '']])],
    enableIstio: [20, fc.boolean()],
    skipCertCheck: [10, fc.boolean()],
    networkZone: [10, fc.constant('zone')],
    trustedCAs: [10, fc.constant('certs')],
    customPullSecret: [5, fc.constant('pull')],
    dynatraceApiRequestThreshold: [5, pick([[2, 15], [1, 0], [1, 65535]])],
    resourceAttributes: [10, fc.constant({ app: 'web' })],
    proxy: [8, pick([[3, { value: 'http://proxy.example.com:3128' }], [1, {}]])],
  })),
}).map(({ switches, name, namespace, apiUrl, metadata, rest }) => ({
  apiVersion: 'dynatrace.com/v1beta6',
  kind: 'DynaKube',
  metadata: { name, namespace, ...metadata },
  spec: { apiUrl, ...rest, ...specOf(switches) },
}));

function specOf({ mode, activeGate, prometheus, databases, kspm, logs, telemetry, otlp, enrichment }: Switches): Record<string, unknown> {
  const hasExtensions = prometheus || databases;
  const isStandalone = mode === undefined || 'applicationMonitoring' in mode;
  const templates = {
    ...hasExtensions ? { extensionExecutionController: { imageRef: SOUND_IMAGE } } : {},
    ...databases ? { sqlExtensionExecutor: { imageRef: SOUND_IMAGE } } : {},
    ...kspm ? { kspmNodeConfigurationCollector: { imageRef: SOUND_IMAGE } } : {},
    ...logs && isStandalone ? { logMonitoring: { imageRef: SOUND_IMAGE } } : {},
    ...telemetry || prometheus ? { otelCollector: { imageRef: SOUND_IMAGE } } : {},
  };
  return {
    ...mode ? { oneAgent: mode } : {},
    ...activeGate || kspm || hasExtensions ? { activeGate: { capabilities: ['routing', 'kubernetes-monitoring'], resources: { limits: { memory: '1Gi' } } } } : {},
    ...hasExtensions ? { extensions: { ...prometheus ? { prometheus: {} } : {}, ...databases ? { databases: [{ id: 'db' }] } : {} } } : {},
    ...kspm ? { kspm: { mappedHostPaths: ['/boot', '/etc'] } } : {},
    ...logs ? { logMonitoring: {} } : {},
    ...telemetry ? { telemetryIngest: {} } : {},
    ...otlp ? { otlpExporterConfiguration: { signals: { traces: {} } } } : {},
    ...enrichment ? { metadataEnrichment: { enabled: true } } : {},
    ...Object.keys(templates).length > 0 ? { templates } : {},
  };
}

const FLAGS = pick([
  [2, 'use-public-registry'], [2, 'node-image-pull'], [1, 'automatic-kubernetes-api-monitoring'], [1, 'no-proxy'], [1, 'oneagent-max-unavailable'], [1, 'k8s-app-enabled'], [1, 'activegate-updates'],
  [1, 'disable-activegate-updates'], [1, 'oneagent-ignore-proxy'], [1, 'unknown'], [1, ''], [1, 'Use-Public-Registry'], [1, 'activegate-ignore-proxy'], [1, 'init-container-seccomp-profile'], [1, 'automatic-injection'],
  [1, 'oneagent-initial-connect-retry-ms'], [1, 'oneagent-classic-nonroot'], [1, 'use-eec-legacy-mounts'], [1, 'enable-attributes-dt.kubernetes'], [1, 'mount-code-modules-via-image-volume'],
]).map(flag => `feature.dynatrace.com/${flag}`);
const ANNOTATIONS = weighted<Record<string, string>>(
  [3, pick([[2, 'node-image-pull'], [1, 'use-public-registry']]).map(flag => ({ [`feature.dynatrace.com/${flag}`]: 'true' }))],
  [6, fc.dictionary(FLAGS, weighted([3, words.SWITCH], [1, words.PLAIN_TEXT]), { minKeys: 1, maxKeys: 2, noNullPrototype: true })],
  [2, fc.dictionary(fc.constant('feature.dynatrace.com/ignored-namespaces'), words.IGNORED_NAMESPACES, { minKeys: 1, maxKeys: 1, noNullPrototype: true })],
  [1, fc.dictionary(pick([[1, 'conversion.internal.dynatrace.com/auto-update'], [1, 'oneagent.dynatrace.com/technologies'], [1, 'alpha.operator.dynatrace.com/feature-x']]), words.SWITCH,
    { minKeys: 1, maxKeys: 1, noNullPrototype: true })],
);
const MODES = ['applicationMonitoring', 'cloudNativeFullStack', 'hostMonitoring', 'classicFullStack'] as const;
const HOST_MODES = MODES.slice(1);
const ROLLING_UPDATE = pick<unknown>([[2, {}], [1, { maxUnavailable: 1 }], [1, { maxUnavailable: '25%' }]]);
const DATABASE = fields({
  id: pick([[4, 'db'], [2, 'db-1'], [1, 'toolongid'], [1, 'DB']]),
  replicas: maybe(10, pick([[2, 1], [1, 0], [1, -1]])),
  volumes: maybe(70, list(fields({
    name: pick([[3, 'a'], [1, 'b'], [1, '']]), emptyDir: maybe(50, fc.constant({})), hostPath: maybe(20, pick<unknown>([[1, { path: '/x' }], [1, { path: '' }], [1, {}]])),
  }), 0, 2)),
  volumeMounts: maybe(80, list(fields({ name: pick([[3, 'a'], [1, 'b'], [1, '']]), mountPath: words.MOUNT_PATH }), 0, 2)),
});

/** Parts that the operator has rules about, valid and invalid, to add to sound DynaKubes. */
export const dynaKubeParts: readonly Part[] = [
  { path: ['spec', 'apiUrl'], value: words.ANY_API_URL },
  { path: ['metadata', 'name'], value: words.DYNAKUBE_NAME },
  { path: ['metadata', 'annotations'], value: ANNOTATIONS },
  { path: ['metadata', 'annotations'], value: ANNOTATIONS },
  { path: ['spec', 'proxy'], value: weighted<unknown>([4, words.PROXY_URL.map(value => ({ value }))], [1, fc.constant({ valueFrom: 'missing' })], [1, fc.constant({ value: '', valueFrom: 'missing' })], [1, fc.constant(null)]) },
  { path: ['spec', 'oneAgent'], value: fields(Object.fromEntries(MODES.map(mode => [mode, maybe(40, pick<unknown>([[4, {}], [1, null], [1, { nodeSelector: {} }]]))]))) },
  { path: ['spec', 'oneAgent', 'hostGroup'], value: words.PLAIN_TEXT },
  { path: ['spec', 'networkZone'], value: words.PLAIN_TEXT },
  { path: ['spec', 'dynatraceApiRequestThreshold'], value: pick([[1, -1], [1, 65535], [1, 65536], [1, 0], [1, 15.5], [1, 9007199254740991]]) },
  { path: ['spec', 'publicRegistryOverride'], value: pick([[2, 'registry.example'], [1, '']]) },
  { path: ['spec', 'resourceAttributes'], value: ANY_ATTRIBUTES },
  { path: ['spec', 'otlpExporterConfiguration', 'additionalResourceAttributes'], value: ANY_ATTRIBUTES },
  { path: ['spec', 'otlpExporterConfiguration'], value: pick<unknown>([[1, {}], [1, { signals: {} }], [1, { signals: { metrics: {} } }], [1, { signals: { logs: {} }, namespaceSelector: { matchLabels: { 'a b': '' } } }]]) },
  { path: ['spec', 'metadataEnrichment'], value: fields({ enabled: maybe(90, fc.boolean()), namespaceSelector: maybe(40, ANY_SELECTOR) }) },
  ...MODES.flatMap<Part>(mode => [
    { path: ['spec', 'oneAgent', mode], value: fc.constant({}) },
    { path: ['spec', 'oneAgent', mode, 'version'], value: words.VERSION },
    { path: ['spec', 'oneAgent', mode, 'additionalResourceAttributes'], value: ANY_ATTRIBUTES },
  ]),
  ...MODES.slice(0, 2).flatMap<Part>(mode => [
    { path: ['spec', 'oneAgent', mode, 'namespaceSelector'], value: ANY_SELECTOR },
    { path: ['spec', 'oneAgent', mode, 'codeModulesImage'], value: words.IMAGE },
  ]),
  ...HOST_MODES.flatMap<Part>(mode => [
    { path: ['spec', 'oneAgent', mode, 'image'], value: words.IMAGE },
    { path: ['spec', 'oneAgent', mode, 'args'], value: set(words.ARGUMENT, 1, 3) },
    { path: ['spec', 'oneAgent', mode, 'args'], value: list(words.ARGUMENT, 1, 3) },
    { path: ['spec', 'oneAgent', mode, 'env'], value: ENV },
    { path: ['spec', 'oneAgent', mode, 'rollingUpdate'], value: ROLLING_UPDATE },
  ]),
  {
    path: ['spec', 'activeGate'],
    value: fields({
      capabilities: maybe(80, list(pick([[3, 'routing'], [3, 'kubernetes-monitoring'], [1, 'debugging'], [1, 'Routing'], [1, ''], [1, 'metrics-ingest'], [1, 'dynatrace-api']]), 0, 3)),
      resources: maybe(50, pick<unknown>([[1, {}], [1, { limits: {} }], [1, { limits: { cpu: 1 } }], [1, { requests: { memory: '1Gi' } }]])),
      replicas: maybe(40, pick([[1, 1], [1, 2], [1, 0], [1, -1]])),
      useEphemeralVolume: maybe(50, fc.boolean()),
      volumeClaimTemplate: maybe(50, pick<unknown>([[1, {}], [1, { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }]])),
      rollingUpdate: maybe(20, fc.constant({})),
      image: maybe(30, words.IMAGE),
    }),
  },
  { path: ['spec', 'activeGate', 'image'], value: words.IMAGE },
  { path: ['spec', 'activeGate', 'replicas'], value: pick([[1, 1], [2, 2], [1, 0]]) },
  { path: ['spec', 'kspm'], value: fields({ mappedHostPaths: maybe(80, list(words.HOST_PATH, 0, 3)) }) },
  { path: ['spec', 'kspm', 'mappedHostPaths'], value: list(words.HOST_PATH, 1, 2) },
  { path: ['spec', 'kspm', 'mappedHostPaths'], value: pick([[2, ['/', '/boot']], [1, ['/', '//']], [1, ['/', '/']]]) },
  { path: ['spec', 'logMonitoring'], value: fc.constant({}) },
  {
    path: ['spec', 'telemetryIngest'],
    value: fields({
      protocols: maybe(60, list(pick([[3, 'otlp'], [2, 'zipkin'], [1, 'jaeger'], [1, 'statsd'], [1, 'OTLP'], [1, '']]), 0, 3)), serviceName: maybe(50, words.SERVICE_NAME),
    }),
  },
  { path: ['spec', 'telemetryIngest', 'serviceName'], value: words.SERVICE_NAME },
  { path: ['spec', 'extensions'], value: fields({ prometheus: maybe(40, fc.constant({})), databases: maybe(40, list(DATABASE, 0, 2)) }) },
  { path: ['spec', 'extensions', 'databases'], value: list(DATABASE, 1, 2) },
  ...['extensionExecutionController', 'sqlExtensionExecutor', 'kspmNodeConfigurationCollector', 'logMonitoring', 'otelCollector'].map<Part>(template => (
    { path: ['spec', 'templates', template], value: fields({ imageRef: maybe(85, IMAGE_REF) }) }
  )),
  {
    path: ['spec', 'templates', 'extensionExecutionController'],
    value: fields({
      imageRef: fc.constant(SOUND_IMAGE), useEphemeralVolume: maybe(60, fc.boolean()), persistentVolumeClaim: maybe(60, fc.constant({})),
    }),
  },
  { path: ['spec', 'templates', 'logMonitoring', 'args'], value: list(words.PLAIN_TEXT, 1, 2) },
  { path: ['spec', 'templates', 'logMonitoring', 'rollingUpdate'], value: ROLLING_UPDATE },
];

/** The same object in another version of the API. */
export function inVersion(object: KubernetesObject, version: string): KubernetesObject {
  return { ...object, apiVersion: `dynatrace.com/${version}` };
}
