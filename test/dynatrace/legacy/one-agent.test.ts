import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { Mesh } from '../../../src/core/mesh';
import { DynatraceProxy } from '../../../src/dynatrace/connection/dynatrace-proxy';
import { OneAgent, OneAgentProps } from '../../../src/dynatrace/legacy/one-agent';
import { DnsPolicy, TaintEffect, TolerationOperator } from '../../../src/dynatrace/pods/scheduling';
import { TokenSecret } from '../../../src/dynatrace/tokens/token-secret';
import { schemaFaults, specFields } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function manifestOf(props: Partial<OneAgentProps>) {
  const chart = monitoring();
  new OneAgent(chart, 'OneAgent', { apiUrl: API_URL, ...props });
  return Testing.synth(chart)[0];
}

const EVERY_PROPERTY: Required<OneAgentProps> = {
  apiUrl: API_URL,
  tokens: TokenSecret.fromSecretName('tokens'),
  skipCertCheck: true,
  proxy: DynatraceProxy.fromSecretName('proxy'),
  trustedCaConfigMapName: 'cas',
  networkZone: 'zone',
  enableIstio: true,
  useImmutableImage: true,
  agentVersion: '1.217.71.20210712-202612',
  image: 'registry.example/oneagent:1.2',
  resources: { requests: { cpu: '100m' }, limits: { memory: '1Gi' } },
  customPullSecret: 'pull-secret',
  disableAgentUpdate: true,
  waitReadySeconds: Duration.minutes(2),
  useUnprivilegedMode: true,
  serviceAccountName: 'oneagent',
  args: ['--set-host-group=shop', '--set-app-log-content-access=true'],
  env: [
    { name: 'ONEAGENT_ENABLE_VOLUME_STORAGE', value: 'true' },
    { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'secret', key: 'k' } } },
    { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
  ],
  labels: { app: 'oneagent' },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ key: 'k', operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.seconds(30) }],
  priorityClassName: 'high',
  dnsPolicy: DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET,
  webhookInjection: true,
  metadata: { name: 'agent', labels: { team: 'platform' } },
};

test('a OneAgent needs no more than the URL', () => {
  expect(manifestOf({})).toEqual({
    apiVersion: 'dynatrace.com/v1alpha1',
    kind: 'OneAgent',
    metadata: { name: 'oneagent', namespace: 'dynatrace' },
    spec: { apiUrl: API_URL },
  });
});

test('every property is written', () => {
  expect(manifestOf(EVERY_PROPERTY)).toMatchInlineSnapshot(`
{
  "apiVersion": "dynatrace.com/v1alpha1",
  "kind": "OneAgent",
  "metadata": {
    "labels": {
      "team": "platform",
    },
    "name": "agent",
    "namespace": "dynatrace",
  },
  "spec": {
    "agentVersion": "1.217.71.20210712-202612",
    "apiUrl": "https://abc12345.live.dynatrace.com/api",
    "args": [
      "--set-host-group=shop",
      "--set-app-log-content-access=true",
    ],
    "customPullSecret": "pull-secret",
    "disableAgentUpdate": true,
    "dnsPolicy": "ClusterFirstWithHostNet",
    "enableIstio": true,
    "env": [
      {
        "name": "ONEAGENT_ENABLE_VOLUME_STORAGE",
        "value": "true",
      },
      {
        "name": "SECRET",
        "valueFrom": {
          "secretKeyRef": {
            "key": "k",
            "name": "secret",
          },
        },
      },
      {
        "name": "MEMORY",
        "valueFrom": {
          "resourceFieldRef": {
            "divisor": "1Mi",
            "resource": "limits.memory",
          },
        },
      },
    ],
    "image": "registry.example/oneagent:1.2",
    "labels": {
      "app": "oneagent",
    },
    "networkZone": "zone",
    "nodeSelector": {
      "kubernetes.io/os": "linux",
    },
    "priorityClassName": "high",
    "proxy": {
      "valueFrom": "proxy",
    },
    "resources": {
      "limits": {
        "memory": "1Gi",
      },
      "requests": {
        "cpu": "100m",
      },
    },
    "serviceAccountName": "oneagent",
    "skipCertCheck": true,
    "tokens": "tokens",
    "tolerations": [
      {
        "effect": "NoExecute",
        "key": "k",
        "operator": "Exists",
        "tolerationSeconds": 30,
      },
    ],
    "trustedCAs": "cas",
    "useImmutableImage": true,
    "useUnprivilegedMode": true,
    "waitReadySeconds": 120,
    "webhookInjection": true,
  },
}
`);
  expect(schemaFaults(manifestOf(EVERY_PROPERTY))).toEqual([]);
});

test('every field of the schema has a property', () => {
  expect(Object.keys(manifestOf(EVERY_PROPERTY).spec).sort()).toEqual(specFields('dynatrace.com/v1alpha1', 'OneAgent').sort());
});

test('empty and false values are not written, unless false is not the default', () => {
  expect(manifestOf({
    skipCertCheck: false,
    enableIstio: false,
    useImmutableImage: false,
    disableAgentUpdate: false,
    webhookInjection: false,
    useUnprivilegedMode: false,
    args: [],
    env: [],
    labels: {},
    nodeSelector: {},
    tolerations: [],
    resources: {},
  }).spec).toEqual({ apiUrl: API_URL, useUnprivilegedMode: false });
});

test('the Secret with the tokens has the name of the OneAgent, or another one', () => {
  const chart = monitoring();
  expect(new OneAgent(chart, 'Default', { apiUrl: API_URL }).tokenSecretName).toBe('oneagent');
  expect(new OneAgent(chart, 'Named', { apiUrl: API_URL, metadata: { name: 'agent' } }).tokenSecretName).toBe('agent');
  expect(new OneAgent(chart, 'Other', { apiUrl: API_URL, metadata: { name: 'other' }, tokens: TokenSecret.fromSecretName('tokens') }).tokenSecretName).toBe('tokens');
});

test.each<[Partial<OneAgentProps>, string]>([
  [{ apiUrl: 'https://abc12345.apps.dynatrace.com' },
    '\'apiUrl\' must end in "/api", such as "https://abc12345.live.dynatrace.com/api", got "https://abc12345.apps.dynatrace.com"'],
  [{ waitReadySeconds: Duration.seconds(65536) }, '\'waitReadySeconds\' must be a whole number of seconds, at most 65535, got "65536"'],
  [{ serviceAccountName: 'A' },
    '\'serviceAccountName\' must be the name of a ServiceAccount: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
  [{ args: ['--a', '--a'] }, '\'args\' must not have an argument twice, got "--a"'],
])('%j is refused', (props, message) => {
  expect(() => manifestOf(props)).toThrow(new Error(message));
});

test('a JSON patch may set what no type knows', () => {
  const chart = monitoring();
  const oneAgent = new OneAgent(chart, 'OneAgent', { apiUrl: API_URL });
  ApiObject.of(oneAgent).addJsonPatch(JsonPatch.add('/spec/other', 1));
  Mesh.of(chart).disableRule('kubernetes/unknown-field', 'ahead of the schema');
  expect(Testing.synth(chart)[0].spec).toEqual({ apiUrl: API_URL, other: 1 });
});

test('a OneAgent that exists elsewhere has a name, a namespace, and maybe the URL', () => {
  const chart = monitoring();
  const oneAgent = OneAgent.fromOneAgentAttributes(chart, 'OneAgent', { namespace: 'dynatrace', name: 'agent', apiUrl: API_URL });
  expect([oneAgent.node.path, oneAgent.namespace, oneAgent.name, oneAgent.apiUrl]).toEqual(['monitoring/OneAgent', 'dynatrace', 'agent', API_URL]);
  expect(Testing.synth(chart)).toEqual([]);
  expect(() => OneAgent.fromOneAgentAttributes(chart, 'Other', { namespace: 'dynatrace', name: 'a_b' }))
    .toThrow(new Error('\'name\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "a_b"'));
  expect(() => OneAgent.fromOneAgentAttributes(chart, 'Wrong', { namespace: 'dynatrace', name: 'agent', apiUrl: 'x' }))
    .toThrow(new Error('\'apiUrl\' must end in "/api", such as "https://abc12345.live.dynatrace.com/api", got "x"'));
});
