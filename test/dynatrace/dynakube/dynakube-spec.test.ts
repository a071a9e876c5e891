import { ApiObject, App, Chart } from 'cdk8s';
import * as l1 from '../../../imports/dynatrace.com';
import { ActiveGateCapability } from '../../../src/dynatrace/dynakube/active-gate-options';
import { DynaKube } from '../../../src/dynatrace/dynakube/dynakube';
import { DynaKubeMode } from '../../../src/dynatrace/dynakube/dynakube-mode';
import { DynaKubeProps } from '../../../src/dynatrace/dynakube/dynakube-props';
import { DynaKubeSpecPassThrough } from '../../../src/dynatrace/dynakube/dynakube-spec-pass-through';
import { schemaFaults, specFields } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function specOf(props: Partial<DynaKubeProps>) {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
  const manifest = ApiObject.of(new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, ...props })).toJson();
  expect(schemaFaults(manifest)).toEqual([]);
  return manifest.spec;
}

const EVERY_FIELD: Required<DynaKubeSpecPassThrough> = {
  activeGate: {
    capabilities: ['kubernetes-monitoring'],
    resources: { limits: { memory: l1.DynaKubeSpecActiveGateResourcesLimits.fromString('1Gi') } },
    volumeClaimTemplate: { accessModes: ['ReadWriteOnce'] },
  },
  customPullSecret: 'pull-secret',
  dynatraceApiRequestThreshold: 5,
  enableIstio: true,
  extensions: { prometheus: {}, databases: [{ id: 'mysql' }] },
  kspm: { mappedHostPaths: ['/boot'] },
  logMonitoring: { ingestRuleMatchers: [{ attribute: 'k8s.namespace.name', values: ['shop'] }] },
  metadataEnrichment: { enabled: true },
  networkZone: 'zone',
  oneAgent: { hostMonitoring: { rollingUpdate: { maxUnavailable: l1.DynaKubeSpecOneAgentHostMonitoringRollingUpdateMaxUnavailable.fromNumber(1) } } },
  otlpExporterConfiguration: { signals: { metrics: {}, traces: {}, logs: {} }, overrideEnvVars: false },
  proxy: { valueFrom: 'proxy' },
  publicRegistryOverride: 'registry.example.com/dynatrace',
  resourceAttributes: { team: 'shop' },
  skipCertCheck: true,
  telemetryIngest: { protocols: ['otlp'], serviceName: 'ingest' },
  templates: { otelCollector: { imageRef: { repository: 'registry.example/otel', tag: '1' } } },
  tokens: 'tokens',
};

test('every field of the vendor\'s spec can be passed through', () => {
  const fields = specFields('dynatrace.com/v1beta6', 'DynaKube').filter(field => !['apiUrl', 'trustedCAs'].includes(field));
  expect(Object.keys(EVERY_FIELD).sort()).toEqual(fields.sort());
  expect(specOf({ spec: EVERY_FIELD })).toEqual({
    ...EVERY_FIELD,
    apiUrl: API_URL,
    activeGate: { ...EVERY_FIELD.activeGate, resources: { limits: { memory: '1Gi' } } },
    oneAgent: { hostMonitoring: { rollingUpdate: { maxUnavailable: 1 } } },
  });
});

test('what turns something on by being there stays there, however empty', () => {
  const spec: DynaKubeSpecPassThrough = {
    extensions: { prometheus: {} },
    kspm: {},
    logMonitoring: {},
    telemetryIngest: {},
    otlpExporterConfiguration: { signals: { traces: {} } },
    oneAgent: { cloudNativeFullStack: {} },
  };
  expect(specOf({ spec })).toEqual({ apiUrl: API_URL, ...spec });
});

test('fields that are passed through are merged with the properties, field by field', () => {
  expect(specOf({
    mode: DynaKubeMode.cloudNativeFullStack({ labels: { a: '1' }, args: ['--x'] }),
    hostGroup: 'shop',
    activeGate: { capabilities: [ActiveGateCapability.ROUTING], replicas: 2 },
    spec: {
      oneAgent: { cloudNativeFullStack: { labels: { b: '2' }, oneAgentResources: { claims: [{ name: 'gpu' }] } } },
      activeGate: { volumeClaimTemplate: { storageClassName: 'fast' }, replicas: 2 },
    },
  })).toEqual({
    apiUrl: API_URL,
    oneAgent: {
      cloudNativeFullStack: { labels: { a: '1', b: '2' }, args: ['--x'], oneAgentResources: { claims: [{ name: 'gpu' }] } },
      hostGroup: 'shop',
    },
    activeGate: { capabilities: ['routing'], replicas: 2, volumeClaimTemplate: { storageClassName: 'fast' } },
  });
});

test.each<[Partial<DynaKubeProps>, string]>([
  [{ networkZone: 'a', spec: { networkZone: 'b' } },
    '\'spec.networkZone\' must not have another value than the property of DynaKube that sets the same field; leave one of them out'],
  [{ enableIstio: false, spec: { enableIstio: true } },
    '\'spec.enableIstio\' must not have another value than the property of DynaKube that sets the same field; leave one of them out'],
  [{ activeGate: { replicas: 1 }, spec: { activeGate: { replicas: 2 } } },
    '\'spec.activeGate.replicas\' must not have another value than the property of DynaKube that sets the same field; leave one of them out'],
  [{ mode: DynaKubeMode.hostMonitoring({ args: ['--a'] }), spec: { oneAgent: { hostMonitoring: { args: ['--b'] } } } },
    '\'spec.oneAgent.hostMonitoring.args\' must not have another value than the property of DynaKube that sets the same field; leave one of them out'],
  [{ mode: DynaKubeMode.hostMonitoring(), spec: { oneAgent: { classicFullStack: {} } } },
    '\'spec.oneAgent\' must not have another mode than \'mode\', got "hostMonitoring and classicFullStack"; a DynaKube has one mode'],
])('%j is a contradiction', (props, message) => {
  expect(() => specOf(props)).toThrow(new Error(message));
});

test('fields that are passed through are read once', () => {
  const mappedHostPaths = ['/boot'];
  const chart = new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, spec: { kspm: { mappedHostPaths } } });
  mappedHostPaths.push('/etc');
  expect(ApiObject.of(dynakube).toJson().spec.kspm).toEqual({ mappedHostPaths: ['/boot'] });
});
