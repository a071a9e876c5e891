import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { DynaKubeSpec, dynaKubeOf, lostInConversion, modesOf } from '../../../src/analysis/dynatrace/dynakube';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function dynakube(version: string, spec: object, metadata: object = {}): KubernetesObject {
  return { apiVersion: `dynatrace.com/${version}`, kind: 'DynaKube', metadata: { name: 'dynakube', namespace: 'dynatrace', ...metadata }, spec: { apiUrl: API_URL, ...spec } };
}

function converted(spec: object): DynaKubeSpec | undefined {
  return dynaKubeOf(dynakube('v1beta5', spec))?.spec;
}

test('a DynaKube of v1beta6 is read without conversion', () => {
  expect(dynaKubeOf(dynakube('v1beta6', { extensions: {}, kspm: { mappedHostPaths: ['/boot'] } }, { annotations: { a: 'b', c: 1 } }))).toEqual({
    name: 'dynakube',
    namespace: 'dynatrace',
    annotations: { a: 'b' },
    spec: { apiUrl: API_URL, extensions: {}, kspm: { mappedHostPaths: ['/boot'] } },
  });
});

test('without a namespace it is in the namespace "default"', () => {
  expect(dynaKubeOf({ apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube' })).toEqual({ name: '', namespace: 'default', annotations: {}, spec: {} });
});

test.each(['v1beta4', 'v1alpha1', 'v2'])('the conversion from %s is not known', version => {
  expect(dynaKubeOf(dynakube(version, {}))).toBeUndefined();
});

test('other kinds are not a DynaKube', () => {
  expect(dynaKubeOf({ ...dynakube('v1beta6', {}), kind: 'EdgeConnect' })).toBeUndefined();
});

test('in v1beta5, extensions mean Prometheus, and the collector has a default image', () => {
  const imageRef = { repository: 'public.ecr.aws/dynatrace/dynatrace-otel-collector', tag: 'latest' };
  expect(converted({ extensions: {} }))
    .toEqual({ apiUrl: API_URL, oneAgent: {}, extensions: { prometheus: {} }, templates: { otelCollector: { imageRef } } });
  expect(converted({ telemetryIngest: {}, templates: { otelCollector: { replicas: 2, imageRef: { tag: '1', pullPolicy: 'Always' } }, logMonitoring: {} } })).toEqual({
    apiUrl: API_URL,
    oneAgent: {},
    telemetryIngest: {},
    templates: { otelCollector: { replicas: 2, imageRef: { ...imageRef, pullPolicy: 'Always' } }, logMonitoring: {} },
  });
});

test('a complete image of the collector stays, and no image is added if nothing needs it', () => {
  const templates = { otelCollector: { imageRef: { repository: 'r', digest: 'sha256:0' } } };
  expect(converted({ extensions: {}, templates })?.templates).toEqual(templates);
  expect(converted({})).toEqual({ apiUrl: API_URL, oneAgent: {} });
});

test('the conversion from v1beta5 loses the storage of the ActiveGate and the paths of KSPM', () => {
  expect(converted({ kspm: {}, activeGate: { useEphemeralVolume: true, terminationGracePeriodSeconds: 5, replicas: 2 } })).toEqual({
    apiUrl: API_URL, oneAgent: {}, kspm: { mappedHostPaths: ['/'] }, activeGate: { replicas: 2 },
  });
});

test('the conversion keeps one of several modes, without its storage path', () => {
  expect(converted({ oneAgent: { hostGroup: 'g', hostMonitoring: {}, cloudNativeFullStack: { storageHostPath: '/x', version: '1' }, applicationMonitoring: {} } })?.oneAgent)
    .toEqual({ hostGroup: 'g', cloudNativeFullStack: { version: '1' } });
});

test.each([
  [{ hostMonitoring: { autoUpdate: true } }, { 'x': 'y', 'conversion.internal.dynatrace.com/auto-update': 'true' }],
  [{ classicFullStack: { autoUpdate: false } }, { 'x': 'y', 'conversion.internal.dynatrace.com/auto-update': 'false' }],
  [{ classicFullStack: {} }, { x: 'y' }],
  [{ applicationMonitoring: {} }, { 'x': 'y', 'conversion.internal.dynatrace.com/auto-update': 'old' }],
])('the conversion of %j notes autoUpdate in an annotation', (oneAgent, expected) => {
  const annotations = { 'x': 'y', 'conversion.internal.dynatrace.com/auto-update': 'old' };
  expect(dynaKubeOf(dynakube('v1beta5', { oneAgent }, { annotations }))?.annotations).toEqual(expected);
});

test('only objects under the name of a mode are modes', () => {
  expect(modesOf({ hostMonitoring: {}, classicFullStack: {}, applicationMonitoring: null, cloudNativeFullStack: [], other: {} })).toEqual(['classicFullStack', 'hostMonitoring']);
  expect(modesOf(undefined)).toEqual([]);
});

test('fields that the conversion loses are listed with their path', () => {
  expect(lostInConversion(dynakube('v1beta5', {
    oneAgent: { hostMonitoring: { storageHostPath: '/a' }, classicFullStack: { storageHostPath: '/b' } },
    activeGate: { useEphemeralVolume: true, terminationGracePeriodSeconds: 5 },
    kspm: { mappedHostPaths: ['/boot'] },
  }))).toEqual([
    { path: 'spec.oneAgent.hostMonitoring', effect: 'drops it and keeps only classicFullStack' },
    { path: 'spec.oneAgent.classicFullStack.storageHostPath', effect: 'drops it' },
    { path: 'spec.activeGate.useEphemeralVolume', effect: 'drops it' },
    { path: 'spec.activeGate.terminationGracePeriodSeconds', effect: 'drops it' },
    { path: 'spec.kspm.mappedHostPaths', effect: 'replaces it with ["/"]' },
  ]);
});

test('nothing is lost if there is nothing to lose', () => {
  expect(lostInConversion(dynakube('v1beta5', { oneAgent: { hostMonitoring: {} }, activeGate: { replicas: 2 }, kspm: { mappedHostPaths: ['/'] } }))).toEqual([]);
});
