import { join } from 'node:path';
import { readCrds } from '../../../projenrc/crd-document';
import { GROUPS } from '../../../projenrc/generate-schemas';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { CEL_RULES } from '../../../src/analysis/rules/cel-rules';
import { SCHEMAS } from '../../../src/analysis/schema/check-schema';
import { SERVED_VERSIONS } from '../../../src/analysis/schema/served-versions';
import { DEFAULT_MESH_SETTINGS } from '../../../src/analysis/settings/mesh-settings';

const CRDS = join(__dirname, '..', '..', '..', 'crds');

function schemaMessages(object: object, istioVersion = '1.31'): string[] {
  return check([object as KubernetesObject], { ...DEFAULT_MESH_SETTINGS, istioVersion })
    .filter(({ upstream }) => upstream === 'schema')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

function entry(rest: object): object {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'api', namespace: 'egress' }, ...rest };
}

function rulesOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) { return []; }
  const { 'x-kubernetes-validations': rules = [], ...rest } = node as { 'x-kubernetes-validations'?: { rule: string }[] };
  return [...rules.map(({ rule }) => rule.trim()), ...Object.values(rest).flatMap(rulesOf)];
}

test('every CEL rule of the CRDs has exactly one counterpart, and every counterpart has a CEL rule', () => {
  const expressions = GROUPS.flatMap(group => readCrds(join(CRDS, `${group}.yaml`))).flatMap(crd => rulesOf(crd.versions));
  const counterparts = CEL_RULES.flatMap(({ checks }) => checks.map(({ expression }) => expression));
  expect([...counterparts].sort()).toEqual([...new Set(expressions)].sort());
});

test('every kind with a schema is served in the version of the schema, which is v1 but for ProxyConfig', () => {
  const firstVersions = Object.entries(SERVED_VERSIONS).map(([kind, versions]) => kind.replace('/', `/${Object.keys(versions)[0]}/`));
  expect(Object.keys(SCHEMAS).sort()).toEqual(firstVersions.sort());
  const { 'networking.istio.io/ProxyConfig': proxyConfig, ...others } = SERVED_VERSIONS;
  expect(proxyConfig).toEqual({ v1beta1: {} });
  for (const versions of Object.values(others)) { expect(versions.v1).toEqual({ since: '1.22' }); }
});

test('a ProxyConfig is checked by its schema', () => {
  const config = { apiVersion: 'networking.istio.io/v1beta1', kind: 'ProxyConfig', metadata: { name: 'default', namespace: 'shop' } };
  const spec = { concurrency: -1, environmentVariables: { ISTIO_META_DNS_CAPTURE: true }, dnsCapture: true };
  expect(schemaMessages({ ...config, spec } as unknown as KubernetesObject)).toEqual([
    'kubernetes/range: \'spec.concurrency\' must be at least 0, got "-1"',
    'kubernetes/type: \'spec.environmentVariables["ISTIO_META_DNS_CAPTURE"]\' must be a string, got "true"',
    'kubernetes/unknown-field: \'spec.dnsCapture\' is not a field of the schema; remove it, or correct its name '
    + '(known here: concurrency, environmentVariables, image, selector)',
  ]);
  expect(schemaMessages({ ...config, apiVersion: 'networking.istio.io/v1' } as unknown as KubernetesObject)).toEqual([
    'kubernetes/api-version: \'apiVersion\' must be one of "networking.istio.io/v1beta1", got "networking.istio.io/v1"',
  ]);
});

test.each(['v1', 'v1beta1', 'v1alpha3'])('the version %s has the same schema', version => {
  expect(schemaMessages({ ...entry({ spec: { hosts: [] } }), apiVersion: `networking.istio.io/${version}` })).toEqual([
    'kubernetes/size: \'spec.hosts\' must have at least 1 item, got "0"',
  ]);
});

test('a version that the API server does not serve is rejected with one finding', () => {
  expect(check([{ ...entry({ spec: { hosts: [7] } }), apiVersion: 'networking.istio.io/v1beta2' } as unknown as KubernetesObject])).toEqual([{
    rule: 'kubernetes/api-version',
    severity: 'error',
    upstream: 'schema',
    object: 0,
    message: '\'apiVersion\' must be one of "networking.istio.io/v1", "networking.istio.io/v1beta1", "networking.istio.io/v1alpha3", '
      + 'got "networking.istio.io/v1beta2"',
  }]);
});

test('values and API versions that a version of Istio does not know yet are rejected', () => {
  const object = entry({ spec: { hosts: ['*.example.com'], resolution: 'DYNAMIC_DNS' } });
  expect(schemaMessages(object, '1.21')).toEqual([
    'kubernetes/newer-than-istio: \'apiVersion\' needs Istio 1.22, but the mesh has 1.21, got "networking.istio.io/v1"; use an older version of the API',
    'kubernetes/newer-than-istio: \'spec.resolution\' needs Istio 1.28, but the mesh has 1.21, got "DYNAMIC_DNS"; remove it, or upgrade Istio',
  ]);
  expect(schemaMessages({ ...object, apiVersion: 'networking.istio.io/v1beta1' }, '1.28')).toEqual([]);
});

test('a field that a version of Istio does not know yet is rejected at any place', () => {
  const telemetry = {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'traces', namespace: 'shop' },
    spec: { tracing: [{}, { disableContextPropagation: true }] },
  };
  expect(schemaMessages(telemetry, '1.29')).toEqual([
    "kubernetes/newer-than-istio: 'spec.tracing[1].disableContextPropagation' needs Istio 1.30, but the mesh has 1.29; remove it, or upgrade Istio",
  ]);
  expect(schemaMessages(telemetry, '1.30')).toEqual([]);
});

test('metadata and status are not part of a CRD: known fields of metadata have their types, and status is not checked', () => {
  expect(schemaMessages(entry({ spec: { hosts: ['a.example.com'] }, status: { anything: 1 } }))).toEqual([]);
  expect(schemaMessages(entry({ metadata: { name: 7, labels: { app: true }, annotations: null, finalizers: [] }, spec: { hosts: ['a.example.com'] } }))).toEqual([
    "kubernetes/type: 'metadata.name' must be a string, got \"7\"",
    'kubernetes/type: \'metadata.labels["app"]\' must be a string, got "true"',
  ]);
});

test('a field next to spec is unknown', () => {
  expect(schemaMessages(entry({ spec: { hosts: ['a.example.com'] }, data: {} }))).toEqual([
    "kubernetes/unknown-field: 'data' is not a field of the schema; remove it, or correct its name (known here: spec)",
  ]);
});

test('the API server requires a spec for a ServiceEntry, but not for a Sidecar', () => {
  expect(schemaMessages(entry({}))).toEqual(["kubernetes/required: 'spec' is required"]);
  expect(schemaMessages({ apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' } })).toEqual([]);
});

test('CEL rules are checked only if everything else is valid', () => {
  expect(schemaMessages(entry({ spec: { hosts: ['*'], resolution: 'NONE', endpoints: [{ address: 7 }] } }))).toEqual([
    "kubernetes/type: 'spec.endpoints[0].address' must be a string, got \"7\"",
  ]);
  expect(schemaMessages(entry({ spec: { hosts: ['*'], resolution: 'NONE', endpoints: [{ address: '203.0.113.7' }] } }))).toEqual([
    "service-entry/none-with-endpoints: 'spec' must not have 'endpoints' with the resolution NONE, even if the list is empty; remove them, or set 'resolution' to STATIC or DNS",
    'service-entry/full-wildcard: \'spec.hosts[0]\' must not be the wildcard for all names, got "*"; write a domain, such as "*.example.com"',
  ]);
});

test('a field that is null counts as missing, and an item of a list that is null is rejected', () => {
  expect(check([entry({ spec: { hosts: ['api.example.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS', targetPort: null }], resolution: 'DNS', location: null, endpoints: null } }) as KubernetesObject])).toEqual([]);
  expect(schemaMessages(entry({ spec: null }))).toEqual(['kubernetes/required: \'spec\' is required']);
  expect(schemaMessages(entry({ spec: { hosts: ['api.example.com'], ports: [null] } }))).toEqual(['kubernetes/type: \'spec.ports[0]\' must be an object, got null']);
});

test('metadata has only fields that Kubernetes knows', () => {
  const metadata = { name: 'api', namespace: 'egress', uid: 'x', generation: 2, finalizers: ['a'], ownerReferences: [{ kind: 'x' }], managedFields: [{ manager: 'x' }], labels: { a: null } };
  expect(schemaMessages(entry({ metadata, spec: { hosts: ['api.example.com'] } }))).toEqual([]);
  expect(schemaMessages(entry({ metadata: { ...metadata, label: { a: 'b' } }, spec: { hosts: ['api.example.com'] } }))).toEqual([
    'kubernetes/unknown-field: \'metadata.label\' is not a field of the schema; remove it, or correct its name (known here: name, generateName, namespace, selfLink, uid, resourceVersion, '
    + 'generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, labels, annotations, ownerReferences, finalizers, managedFields)',
  ]);
});

describe('parts that a cluster writes', () => {
  const unknown = (path: string, known: string) => `kubernetes/unknown-field: '${path}' is not a field of the schema; remove it, or correct its name (known here: ${known})`;
  const spec = { hosts: ['a.test'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' };
  const withStatus = (status: unknown) => schemaMessages(entry({ spec, status }));
  const withMetadata = (metadata: object) => schemaMessages({ ...entry({ spec }), metadata: { name: 'api', namespace: 'egress', ...metadata } });

  test('an unknown field of an owner or of a field manager is rejected', () => {
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'u', controller: true, blockOwnerDeletion: true };
    expect(withMetadata({ ownerReferences: [{ ...owner, namespace: 'egress' }] }))
      .toEqual([unknown('metadata.ownerReferences[0].namespace', 'apiVersion, kind, name, uid, controller, blockOwnerDeletion')]);
    expect(withMetadata({ managedFields: [{ manager: 'kubectl', user: 'me' }] }))
      .toEqual([unknown('metadata.managedFields[0].user', 'manager, operation, apiVersion, time, fieldsType, fieldsV1, subresource')]);
  });

  test('what a cluster writes is accepted', () => {
    expect(withMetadata({
      creationTimestamp: '2026-01-01T00:00:00Z',
      generation: 1,
      resourceVersion: '5',
      uid: 'u',
      ownerReferences: [null],
      managedFields: [{ manager: 'kubectl', operation: 'Apply', apiVersion: 'v1', time: '2026-01-01T00:00:00Z', fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': {} } }],
    })).toEqual([]);
    expect(withStatus({ addresses: [{ value: '240.240.0.1', host: 'a.test' }], conditions: [{ type: 'Ready', status: 'True', observedGeneration: '1' }] })).toEqual([]);
  });

  test('an unknown field of a condition or of a message in the status is rejected', () => {
    expect(withStatus({ conditions: [{ type: 'Ready', severity: 'Error' }], validationMessages: [{ type: { nmae: 'x' } }] })).toEqual([
      unknown('status.conditions[0].severity', 'type, status, reason, message, lastProbeTime, lastTransitionTime, observedGeneration'),
      unknown('status.validationMessages[0].type.nmae', 'code, name'),
    ]);
  });

  test.each([[1], ['x'], [[]], [null], [{ conditions: 'x' }], [{ conditions: [1, null] }]])('the values in the status don\'t count: %j', status => {
    expect(withStatus(status)).toEqual([]);
  });
});
