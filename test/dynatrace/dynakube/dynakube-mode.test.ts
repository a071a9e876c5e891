import { App, Chart, Duration, Testing } from 'cdk8s';
import { DynaKube } from '../../../src/dynatrace/dynakube/dynakube';
import { DynaKubeMode } from '../../../src/dynatrace/dynakube/dynakube-mode';
import { ApplicationMonitoringOptions, CodeModulesOptions, HostMonitoringOptions, OneAgentDaemonSetOptions, OneAgentModeOptions } from '../../../src/dynatrace/dynakube/one-agent-mode-options';
import { ImagePullPolicy } from '../../../src/dynatrace/pods/image-ref';
import { LabelSelectorOperator } from '../../../src/dynatrace/pods/label-selector';
import { IntOrString } from '../../../src/dynatrace/pods/rolling-update';
import { DnsPolicy, TaintEffect, TolerationOperator } from '../../../src/dynatrace/pods/scheduling';
import { schemaFaults, unsetFields } from '../crd-check';

function manifestOf(mode: DynaKubeMode) {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
  new DynaKube(chart, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode });
  return Testing.synth(chart)[0];
}

const EVERY_MODE: Required<OneAgentModeOptions> = {
  version: '1.331.35.20260115-104523',
  additionalResourceAttributes: { 'team': 'shop', 'example.com/stage': '' },
};

const EVERY_CODE_MODULE: Required<Omit<CodeModulesOptions, keyof OneAgentModeOptions>> = {
  namespaceSelector: {
    matchLabels: { monitor: 'true' },
    matchExpressions: [
      { key: 'stage', operator: LabelSelectorOperator.IN, values: ['prod', 'test'] },
      { key: 'istio.io/rev', operator: LabelSelectorOperator.EXISTS },
    ],
  },
  codeModulesImage: 'registry.example/codemodules:1.2',
  codeModulesImagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  initResources: { requests: { cpu: '30m', memory: '30Mi' }, limits: { cpu: '1' } },
};

const EVERY_DAEMON_SET: Required<Omit<OneAgentDaemonSetOptions, keyof OneAgentModeOptions>> = {
  image: 'registry.example/oneagent:1.2',
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  args: ['--set-host-property=b=2', '--set-host-property=a=1'],
  env: [
    { name: 'B', value: 'x' },
    { name: 'EMPTY', value: '' },
    { name: 'FROM_CONFIG', valueFrom: { configMapKeyRef: { name: 'config', key: 'k', optional: true } } },
    { name: 'FROM_SECRET', valueFrom: { secretKeyRef: { name: 'secret', key: 'k', optional: false } } },
    { name: 'FROM_FIELD', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName', apiVersion: 'v1' } } },
    { name: 'FROM_RESOURCE', valueFrom: { resourceFieldRef: { resource: 'limits.memory', containerName: 'c', divisor: '1Mi' } } },
  ],
  oneAgentResources: { requests: { cpu: '100m' }, limits: { memory: '1.5Gi' } },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [
    { key: 'node-role.kubernetes.io/control-plane', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE },
    { key: 'k', operator: TolerationOperator.EQUAL, value: 'v', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.minutes(1) },
  ],
  labels: { app: 'oneagent' },
  annotations: { 'example.com/note': 'any text, of any length' },
  dnsPolicy: DnsPolicy.CLUSTER_FIRST,
  priorityClassName: 'high',
  secCompProfile: 'oneagent.json',
  storageHostPath: '/var/lib/dynatrace',
  rollingUpdate: { maxSurge: IntOrString.number(0), maxUnavailable: IntOrString.percent(25) },
};

const MODE_OUTPUT = {
  version: '1.331.35.20260115-104523',
  additionalResourceAttributes: { 'team': 'shop', 'example.com/stage': '' },
};

const CODE_MODULES_OUTPUT = {
  namespaceSelector: {
    matchLabels: { monitor: 'true' },
    matchExpressions: [{ key: 'stage', operator: 'In', values: ['prod', 'test'] }, { key: 'istio.io/rev', operator: 'Exists' }],
  },
  codeModulesImage: 'registry.example/codemodules:1.2',
  codeModulesImagePullPolicy: 'IfNotPresent',
  initResources: { requests: { cpu: '30m', memory: '30Mi' }, limits: { cpu: '1' } },
};

const DAEMON_SET_OUTPUT = {
  image: 'registry.example/oneagent:1.2',
  imagePullPolicy: 'Always',
  args: ['--set-host-property=b=2', '--set-host-property=a=1'],
  env: [
    { name: 'B', value: 'x' },
    { name: 'EMPTY', value: '' },
    { name: 'FROM_CONFIG', valueFrom: { configMapKeyRef: { name: 'config', key: 'k', optional: true } } },
    { name: 'FROM_SECRET', valueFrom: { secretKeyRef: { name: 'secret', key: 'k', optional: false } } },
    { name: 'FROM_FIELD', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName', apiVersion: 'v1' } } },
    { name: 'FROM_RESOURCE', valueFrom: { resourceFieldRef: { resource: 'limits.memory', containerName: 'c', divisor: '1Mi' } } },
  ],
  oneAgentResources: { requests: { cpu: '100m' }, limits: { memory: '1.5Gi' } },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [
    { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'k', operator: 'Equal', value: 'v', effect: 'NoExecute', tolerationSeconds: 60 },
  ],
  labels: { app: 'oneagent' },
  annotations: { 'example.com/note': 'any text, of any length' },
  dnsPolicy: 'ClusterFirst',
  priorityClassName: 'high',
  secCompProfile: 'oneagent.json',
  storageHostPath: '/var/lib/dynatrace',
  rollingUpdate: { maxSurge: 0, maxUnavailable: '25%' },
};

const APP = { ...EVERY_MODE, ...EVERY_CODE_MODULE };
const HOST = { ...EVERY_MODE, ...EVERY_DAEMON_SET };
const APP_OUTPUT = { ...MODE_OUTPUT, ...CODE_MODULES_OUTPUT };
const HOST_OUTPUT = { ...MODE_OUTPUT, ...DAEMON_SET_OUTPUT };

// Claims are for devices, files for volumes: OneAgent's pods have neither.
const NOT_OFFERED = /\.(?:claims(?:\[\]\.(?:name|request))?|fileKeyRef(?:\.(?:key|optional|path|volumeName))?)$/;

describe.each([
  ['cloudNativeFullStack', DynaKubeMode.cloudNativeFullStack(), DynaKubeMode.cloudNativeFullStack({ ...APP, ...HOST }), { ...APP_OUTPUT, ...HOST_OUTPUT }],
  ['applicationMonitoring', DynaKubeMode.applicationMonitoring(), DynaKubeMode.applicationMonitoring(APP), APP_OUTPUT],
  ['hostMonitoring', DynaKubeMode.hostMonitoring(), DynaKubeMode.hostMonitoring(HOST), HOST_OUTPUT],
  ['classicFullStack', DynaKubeMode.classicFullStack(), DynaKubeMode.classicFullStack(HOST), HOST_OUTPUT],
])('%s', (name, bare, full, output) => {
  test('has the name that it has in the DynaKube', () => {
    expect(bare.name).toBe(name);
  });

  test('is on by its presence alone', () => {
    expect(manifestOf(bare).spec).toEqual({ apiUrl: 'https://abc12345.live.dynatrace.com/api', oneAgent: { [name]: {} } });
  });

  test('writes every option', () => {
    expect(manifestOf(full).spec.oneAgent).toEqual({ [name]: output });
    expect(schemaFaults(manifestOf(full))).toEqual([]);
  });

  test('has an option for every field of the schema', () => {
    expect(unsetFields(manifestOf(full), `spec.oneAgent.${name}`).filter(field => !NOT_OFFERED.test(field))).toEqual([]);
  });
});

test('empty values are not written', () => {
  const empty: ApplicationMonitoringOptions & HostMonitoringOptions = {
    namespaceSelector: { matchLabels: {}, matchExpressions: [] },
    initResources: { requests: {} },
    oneAgentResources: {},
    args: [],
    env: [],
    tolerations: [],
    labels: {},
    annotations: {},
    nodeSelector: {},
    rollingUpdate: {},
    additionalResourceAttributes: {},
  };
  expect(manifestOf(DynaKubeMode.cloudNativeFullStack(empty)).spec.oneAgent).toEqual({ cloudNativeFullStack: {} });
});

test('options are copied', () => {
  const args = ['--set-host-tag=a'];
  const labels: Record<string, string> = { a: 'b' };
  const mode = DynaKubeMode.hostMonitoring({ args, labels });
  args.push('--set-host-tag=b');
  labels.c = 'd';
  expect(manifestOf(mode).spec.oneAgent).toEqual({ hostMonitoring: { args: ['--set-host-tag=a'], labels: { a: 'b' } } });
});

test.each<[HostMonitoringOptions, string]>([
  [{ args: ['--a', '--b', '--a'] }, '\'args\' must not have an argument twice, got "--a"'],
  [{ args: ['--a\n--b'] }, '\'args\' must not have control characters, got "--a\\n--b"'],
  [
    { additionalResourceAttributes: { 'a b': 'c' } },
    '\'additionalResourceAttributes\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "a b"',
  ],
  [
    { additionalResourceAttributes: { a: 'b/c' } },
    '\'additionalResourceAttributes\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "b/c"',
  ],
  [
    { annotations: { 'a/b/c': '' } },
    '\'annotations\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "a/b/c"',
  ],
  [{ oneAgentResources: { limits: { memory: '1 GB' } } }, '\'oneAgentResources.limits\' accepts quantities such as "100m" or "64Mi", got "1 GB"'],
])('%j is refused', (options, message) => {
  expect(() => DynaKubeMode.hostMonitoring(options)).toThrow(new Error(message));
});
