import type { DynaKubeSpec } from '../../../src/analysis/dynatrace/dynakube';
import {
  argumentsOf, attributesMode, changesPods, configuresOtlp, daemonSetMode, environmentMode, hasActiveGate, hasExtensions, hasPrometheus,
  hasPublicRegistryFlag, hasStandaloneLogMonitoring, injectionMode, monitorsKubernetes, namesImage, versionMode,
} from '../../../src/analysis/dynatrace/dynakube-state';

const ALL: DynaKubeSpec = { oneAgent: { applicationMonitoring: {}, cloudNativeFullStack: {}, hostMonitoring: { args: [] }, classicFullStack: {} } };

test('if there are several modes, the operator uses different ones for different purposes', () => {
  expect([versionMode, daemonSetMode, environmentMode, injectionMode, attributesMode].map(of => of(ALL)?.mode)).toEqual([
    'classicFullStack', 'classicFullStack', 'cloudNativeFullStack', 'cloudNativeFullStack', 'cloudNativeFullStack',
  ]);
  expect(argumentsOf(ALL)).toEqual({ path: 'spec.oneAgent.hostMonitoring.args', args: [] });
});

test('a mode that is null does not count', () => {
  expect(versionMode({ oneAgent: { hostMonitoring: null } })).toBeUndefined();
});

test.each<[DynaKubeSpec, boolean, boolean, boolean]>([
  [{}, false, false, false],
  [{ extensions: {} }, false, false, false],
  [{ extensions: { prometheus: {} } }, true, true, true],
  [{ extensions: { databases: [{ id: 'a' }] } }, false, true, true],
  [{ activeGate: { capabilities: ['routing'] } }, false, false, true],
  [{ activeGate: { capabilities: [], image: 'i' } }, false, false, false],
])('%j: Prometheus %s, extensions %s, ActiveGate %s', (spec, prometheus, extensions, activeGate) => {
  expect([hasPrometheus(spec), hasExtensions(spec), hasActiveGate(spec)]).toEqual([prometheus, extensions, activeGate]);
});

test.each([
  [['kubernetes-monitoring'], {}, true],
  [['kubernetes-monitoring'], { 'feature.dynatrace.com/automatic-kubernetes-api-monitoring': 'False' }, false],
  [['kubernetes-monitoring'], { 'feature.dynatrace.com/automatic-kubernetes-api-monitoring': 'no' }, true],
  [['routing'], {}, false],
])('with %j and %j the cluster is monitored: %s', (capabilities, annotations, expected) => {
  expect(monitorsKubernetes({ name: 'a', namespace: 'n', annotations, spec: { activeGate: { capabilities } } })).toBe(expected);
});

test('log monitoring has separate pods if OneAgent has no pods on the nodes', () => {
  expect(hasStandaloneLogMonitoring({ logMonitoring: {} })).toBe(true);
  expect(hasStandaloneLogMonitoring({ logMonitoring: {}, oneAgent: { applicationMonitoring: {} } })).toBe(true);
  expect(hasStandaloneLogMonitoring({ logMonitoring: {}, oneAgent: { hostMonitoring: {} } })).toBe(false);
  expect(hasStandaloneLogMonitoring({})).toBe(false);
});

test.each<[DynaKubeSpec, boolean]>([
  [{}, false],
  [{ metadataEnrichment: {} }, false],
  [{ metadataEnrichment: { enabled: true } }, true],
  [{ otlpExporterConfiguration: { signals: {} } }, false],
  [{ otlpExporterConfiguration: { signals: { logs: {} } } }, true],
  [{ oneAgent: { hostMonitoring: {} } }, false],
  [{ oneAgent: { applicationMonitoring: {} } }, true],
])('%j changes pods: %s', (spec, expected) => {
  expect(changesPods(spec)).toBe(expected);
});

test('OTLP needs a signal', () => {
  expect(configuresOtlp({ otlpExporterConfiguration: {} })).toBe(false);
  expect(configuresOtlp({ otlpExporterConfiguration: { signals: { traces: {} } } })).toBe(true);
});

test('the public registry is off unless the flag turns it on', () => {
  const isOn = (value: string) => hasPublicRegistryFlag({ 'feature.dynatrace.com/use-public-registry': value });
  expect(['true', 'T', 'false', 'yes', ''].map(isOn)).toEqual([true, true, false, false, false]);
});

test('an image is a repository with a tag or a digest', () => {
  expect([undefined, {}, { repository: 'r' }, { tag: 't' }, { repository: 'r', tag: 't' }, { repository: 'r', digest: 'sha256:0' }].map(namesImage))
    .toEqual([false, false, false, false, true, true]);
});
