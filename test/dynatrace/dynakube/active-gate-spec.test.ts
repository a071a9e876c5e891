import { App, Chart, Duration, Testing } from 'cdk8s';
import { ActiveGateCapability, ActiveGateCustomProperties, ActiveGateOptions } from '../../../src/dynatrace/dynakube/active-gate-options';
import { DynaKube } from '../../../src/dynatrace/dynakube/dynakube';
import { ImagePullPolicy } from '../../../src/dynatrace/pods/image-ref';
import { LabelSelectorOperator } from '../../../src/dynatrace/pods/label-selector';
import { IntOrString } from '../../../src/dynatrace/pods/rolling-update';
import { DnsPolicy, TaintEffect, TolerationOperator, NodeInclusionPolicy, UnsatisfiableConstraintAction } from '../../../src/dynatrace/pods/scheduling';
import { schemaFaults, unsetFields } from '../crd-check';

function manifestOf(activeGate: ActiveGateOptions) {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
  new DynaKube(chart, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', activeGate });
  return Testing.synth(chart)[0];
}

const EVERY_OPTION: Required<ActiveGateOptions> = {
  capabilities: [ActiveGateCapability.ROUTING, ActiveGateCapability.KUBERNETES_MONITORING],
  replicas: 3,
  image: 'registry.example/activegate:1.2',
  imagePullPolicy: ImagePullPolicy.NEVER,
  resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } },
  env: [
    { name: 'A', value: 'x' },
    { name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'config', key: 'k', optional: true } } },
    { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'secret', key: 'k', optional: true } } },
    { name: 'FIELD', valueFrom: { fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v1' } } },
    { name: 'RESOURCE', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', containerName: 'activegate', divisor: '1m' } } },
  ],
  labels: { 'sidecar.istio.io/inject': 'true' },
  annotations: { note: 'text' },
  nodeSelector: { zone: 'a' },
  tolerations: [
    { key: 'k', operator: TolerationOperator.EQUAL, value: 'v', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.hours(1) },
  ],
  topologySpreadConstraints: [{
    topologyKey: 'topology.kubernetes.io/zone',
    maxSkew: 1,
    whenUnsatisfiable: UnsatisfiableConstraintAction.DO_NOT_SCHEDULE,
    labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'c', operator: LabelSelectorOperator.NOT_IN, values: ['d'] }] },
    matchLabelKeys: ['controller-revision-hash'],
    minDomains: 2,
    nodeAffinityPolicy: NodeInclusionPolicy.IGNORE,
    nodeTaintsPolicy: NodeInclusionPolicy.HONOR,
  }],
  priorityClassName: 'high',
  dnsPolicy: DnsPolicy.DEFAULT,
  group: 'cluster',
  tlsSecretName: 'activegate-tls',
  customProperties: ActiveGateCustomProperties.fromSecretName('activegate'),
  terminationGracePeriodSeconds: Duration.minutes(2),
  useEphemeralVolume: true,
  rollingUpdate: { maxUnavailable: IntOrString.percent(50), partition: 0 },
};

test('every option is written', () => {
  expect(manifestOf(EVERY_OPTION).spec.activeGate).toMatchInlineSnapshot(`
{
  "annotations": {
    "note": "text",
  },
  "capabilities": [
    "kubernetes-monitoring",
    "routing",
  ],
  "customProperties": {
    "valueFrom": "activegate",
  },
  "dnsPolicy": "Default",
  "env": [
    {
      "name": "A",
      "value": "x",
    },
    {
      "name": "CONFIG",
      "valueFrom": {
        "configMapKeyRef": {
          "key": "k",
          "name": "config",
          "optional": true,
        },
      },
    },
    {
      "name": "SECRET",
      "valueFrom": {
        "secretKeyRef": {
          "key": "k",
          "name": "secret",
          "optional": true,
        },
      },
    },
    {
      "name": "FIELD",
      "valueFrom": {
        "fieldRef": {
          "apiVersion": "v1",
          "fieldPath": "metadata.name",
        },
      },
    },
    {
      "name": "RESOURCE",
      "valueFrom": {
        "resourceFieldRef": {
          "containerName": "activegate",
          "divisor": "1m",
          "resource": "limits.cpu",
        },
      },
    },
  ],
  "group": "cluster",
  "image": "registry.example/activegate:1.2",
  "imagePullPolicy": "Never",
  "labels": {
    "sidecar.istio.io/inject": "true",
  },
  "nodeSelector": {
    "zone": "a",
  },
  "priorityClassName": "high",
  "replicas": 3,
  "resources": {
    "limits": {
      "memory": "1Gi",
    },
    "requests": {
      "cpu": "500m",
    },
  },
  "rollingUpdate": {
    "maxUnavailable": "50%",
    "partition": 0,
  },
  "terminationGracePeriodSeconds": 120,
  "tlsSecretName": "activegate-tls",
  "tolerations": [
    {
      "effect": "NoExecute",
      "key": "k",
      "operator": "Equal",
      "tolerationSeconds": 3600,
      "value": "v",
    },
  ],
  "topologySpreadConstraints": [
    {
      "labelSelector": {
        "matchExpressions": [
          {
            "key": "c",
            "operator": "NotIn",
            "values": [
              "d",
            ],
          },
        ],
        "matchLabels": {
          "a": "b",
        },
      },
      "matchLabelKeys": [
        "controller-revision-hash",
      ],
      "maxSkew": 1,
      "minDomains": 2,
      "nodeAffinityPolicy": "Ignore",
      "nodeTaintsPolicy": "Honor",
      "topologyKey": "topology.kubernetes.io/zone",
      "whenUnsatisfiable": "DoNotSchedule",
    },
  ],
  "useEphemeralVolume": true,
}
`);
  expect(schemaFaults(manifestOf(EVERY_OPTION))).toEqual([]);
});

test('every field of the schema has an option, except for those that are passed through', () => {
  const passedThrough = /\.volumeClaimTemplate|\.claims|\.fileKeyRef|\.customProperties\.value$/;
  expect(unsetFields(manifestOf(EVERY_OPTION), 'spec.activeGate').filter(field => !passedThrough.test(field))).toEqual([]);
});

test('custom properties can be in the manifest', () => {
  expect(manifestOf({ customProperties: ActiveGateCustomProperties.text('[connectivity]\nnetworkZone=a\n') }).spec.activeGate)
    .toEqual({ customProperties: { value: '[connectivity]\nnetworkZone=a\n' } });
});

test('empty values are not written', () => {
  const empty: ActiveGateOptions = {
    capabilities: [],
    resources: {},
    env: [],
    labels: {},
    annotations: {},
    nodeSelector: {},
    tolerations: [],
    topologySpreadConstraints: [],
    rollingUpdate: {},
  };
  expect(manifestOf(empty).spec).toEqual({ apiUrl: 'https://abc12345.live.dynatrace.com/api' });
});

test('no pods at all are a number too', () => {
  expect(manifestOf({ replicas: 0 }).spec.activeGate).toEqual({ replicas: 0 });
});

test.each<[ActiveGateOptions, string]>([
  [{ replicas: -1 }, '\'activeGate.replicas\' must be a whole number from 0 to 2147483647, got "-1"'],
  [{ replicas: 1.5 }, '\'activeGate.replicas\' must be a whole number from 0 to 2147483647, got "1.5"'],
  [{ rollingUpdate: { partition: -1 } }, '\'activeGate.rollingUpdate.partition\' must be a whole number from 0 to 2147483647, got "-1"'],
  [{ tlsSecretName: 'A' },
    '\'activeGate.tlsSecretName\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"'],
  [{ terminationGracePeriodSeconds: Duration.millis(500) },
    '\'activeGate.terminationGracePeriodSeconds\' must be a whole number of seconds, at most 9007199254740991, got "0.5"'],
])('%j is refused', (options, message) => {
  expect(() => manifestOf(options)).toThrow(new Error(message));
});

test('custom properties must be some, and a name of a Secret one', () => {
  expect(() => ActiveGateCustomProperties.text('')).toThrow(new Error('\'customProperties\' must not be empty, got ""; leave it out'));
  expect(() => ActiveGateCustomProperties.fromSecretName('A')).toThrow(new Error(
    '\'customProperties\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"',
  ));
});
