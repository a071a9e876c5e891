import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { DYNATRACE_VERSIONS } from '../../../src/analysis/schema/dynatrace-versions';
import { DEFAULT_MESH_SETTINGS } from '../../../src/analysis/settings/mesh-settings';
import type { OperatorVersion } from '../../../src/analysis/settings/operator-version';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function dynatrace(kind: string, version: string, spec: object): KubernetesObject {
  return { apiVersion: `dynatrace.com/${version}`, kind, metadata: { name: 'a', namespace: 'dynatrace' }, spec };
}

function dynakube(spec: object, version = 'v1beta6'): KubernetesObject {
  return dynatrace('DynaKube', version, { apiUrl: API_URL, ...spec });
}

function edgeConnect(spec: object, version = 'v1alpha2'): KubernetesObject {
  const oauth = { clientSecret: 'a', endpoint: 'https://sso.dynatrace.com/sso/oauth2/token', resource: 'urn:dtenvironment:abc12345' };
  return dynatrace('EdgeConnect', version, { apiServer: 'abc12345.apps.dynatrace.com', oauth, ...spec });
}

function messages(object: KubernetesObject, operatorVersion?: OperatorVersion): string[] {
  return check([object], { ...DEFAULT_MESH_SETTINGS, ...operatorVersion === undefined ? {} : { operatorVersion } }).map(({ rule, message }) => `${rule}: ${message}`);
}

function isAboutVersions(message: string): boolean {
  return message.includes('/field-since: ');
}

function served(version: string, operatorVersion: OperatorVersion): boolean {
  return !messages(dynakube({}, version), operatorVersion).some(message => message.startsWith('kubernetes/api-version'));
}

test('each operator serves some versions of DynaKube', () => {
  const versions = ['v1alpha1', 'v1beta1', 'v1beta2', 'v1beta3', 'v1beta4', 'v1beta5', 'v1beta6', 'v1'];
  expect(versions.filter(version => served(version, '1.8'))).toEqual(['v1beta4', 'v1beta5', 'v1beta6']);
  expect(versions.filter(version => served(version, '1.9'))).toEqual(['v1beta4', 'v1beta5', 'v1beta6']);
  expect(versions.filter(version => served(version, '1.10'))).toEqual(['v1beta5', 'v1beta6']);
  expect(versions.filter(version => served(version, '1.11'))).toEqual(['v1beta5', 'v1beta6']);
});

test('a version that is not served is the only finding of a DynaKube', () => {
  expect(check([dynakube({ apiUrl: 7 }, 'v1beta3')])).toEqual([{
    rule: 'kubernetes/api-version',
    severity: 'error',
    upstream: 'schema',
    object: 0,
    message: '\'apiVersion\' must be one of "dynatrace.com/v1beta6", "dynatrace.com/v1beta5", got "dynatrace.com/v1beta3"; '
      + 'rewrite the object for the first of them, operator 1.10 serves no other version',
  }]);
});

test('a version that is served but not known here is not checked', () => {
  expect(messages(dynakube({ apiUrl: 7 }, 'v1beta4'), '1.8')).toEqual([]);
  expect(messages(dynakube({ apiUrl: 7 }, 'v1beta4'), '1.9')).toEqual([
    'dynakube/old-api-version: \'apiVersion\' is deprecated since operator 1.9, got "dynatrace.com/v1beta4"; rewrite the DynaKube for dynatrace.com/v1beta6',
  ]);
});

test('unknown fields are found at any depth', () => {
  const [message, ...others] = messages(dynakube({ oneAgent: { hostMonitoring: { nodeSelectors: {} } }, activeGate: {} }));
  expect(message).toMatch(/^kubernetes\/unknown-field: 'spec\.oneAgent\.hostMonitoring\.nodeSelectors' is not a field of the schema/);
  expect(others).toEqual([]);
});

test('each field of a later operator has one finding, which says that it is dropped', () => {
  expect(messages(dynakube({ kubernetesMonitoring: { anything: 1 }, activeGate: { volumes: [{ name: 'a' }] } }))).toEqual([
    "dynakube/field-since: 'spec.activeGate.volumes' came with operator 1.11, and the API server with the CRDs of operator 1.10 drops it silently; "
    + 'remove it, or upgrade the operator',
    "dynakube/field-since: 'spec.kubernetesMonitoring' came with operator 1.11, and the API server with the CRDs of operator 1.10 drops it silently; "
    + 'remove it, or upgrade the operator',
  ]);
  expect(messages(dynakube({ kubernetesMonitoring: { anything: 1 }, activeGate: { volumes: [{ name: 'a' }] } }), '1.11')).toEqual([]);
});

test.each([['1.10'], ['1.11']] as const)('a field of v1beta1 below a field of the same name is not part of operator %s', operator => {
  expect(messages(dynakube({ kubernetesMonitoring: { enabled: true, replicas: 1 } }), operator)).toEqual([
    "kubernetes/unknown-field: 'spec.kubernetesMonitoring.enabled' is not a field of the schema since dynatrace.com/v1beta2; "
    + 'remove it, and add "kubernetes-monitoring" to \'spec.activeGate.capabilities\'',
  ]);
});

test('a second database is rejected before 1.9', () => {
  expect(messages(dynakube({ extensions: { databases: [{ id: 'a' }, { id: 'b' }] } }), '1.8').filter(isAboutVersions)).toEqual([
    "dynakube/field-since: 'spec.extensions.databases[1]' came with operator 1.9, and the API server with the CRDs of operator 1.8 rejects it; "
    + 'remove it, or upgrade the operator',
  ]);
});

test('new fields of image references are found in v1beta5 and in EdgeConnect too', () => {
  const imageRef = { repository: 'r', digest: 'sha256:0' };
  expect(messages(dynakube({ oneAgent: { applicationMonitoring: {} }, templates: { otelCollector: { imageRef } } }, 'v1beta5'), '1.9').filter(isAboutVersions)).toEqual([
    "dynakube/field-since: 'spec.templates.otelCollector.imageRef.digest' came with operator 1.10, and the API server with the CRDs of operator 1.9 drops it silently; "
    + 'remove it, or upgrade the operator',
  ]);
  expect(messages(edgeConnect({ imageRef }), '1.9')).toEqual([
    "edge-connect/field-since: 'spec.imageRef.digest' came with operator 1.10, and the API server with the CRDs of operator 1.9 drops it silently; "
    + 'remove it, or upgrade the operator',
  ]);
});

test('the older version of EdgeConnect differs in a few fields', () => {
  expect(messages(edgeConnect({ hostRestrictions: 'a,b', replicas: null, serviceAccountName: null }, 'v1alpha1'))).toEqual([]);
  expect(messages(edgeConnect({ hostRestrictions: ['a'] }, 'v1alpha1'))).toEqual(["kubernetes/type: 'spec.hostRestrictions' must be a string, got an array"]);
  expect(messages(edgeConnect({ hostRestrictions: 'a' }))).toEqual(["kubernetes/type: 'spec.hostRestrictions' must be an array, got a string"]);
  expect(messages(edgeConnect({ imageRef: { digest: 'sha256:0' } }, 'v1alpha1'))[0]).toMatch(/^kubernetes\/unknown-field: 'spec\.imageRef\.digest'/);
});

test.each(['OneAgent', 'OneAgentAPM'])('the legacy %s requires the URL of the API', kind => {
  expect(messages(dynatrace(kind, 'v1alpha1', {}))).toEqual(["kubernetes/required: 'spec.apiUrl' is required"]);
  expect(messages(dynatrace(kind, 'v1alpha1', { apiUrl: API_URL, enableIstio: true }))).toEqual([]);
});

test('null fields are dropped before the webhook sees them, but the OneAgent modes may be null', () => {
  expect(messages(dynakube({ kspm: null, oneAgent: { hostMonitoring: null, classicFullStack: {} } }))).toEqual([]);
  expect(messages(dynakube({ apiUrl: null }))).toEqual(["kubernetes/required: 'spec.apiUrl' is required"]);
});

test('other kinds of the group are not checked', () => {
  expect(messages(dynatrace('DTPrometheus', 'v1alpha1', { x: 1 }))).toEqual([]);
});

test('every version with a schema describes an object with a spec', () => {
  const schemas = Object.values(DYNATRACE_VERSIONS).flatMap(versions => Object.values(versions)).flatMap(({ schema }) => schema ? [schema] : []);
  expect(schemas.map(({ properties }) => Object.keys(properties ?? {}).filter(name => name !== 'status'))).toEqual(schemas.map(() => ['apiVersion', 'kind', 'metadata', 'spec']));
});
