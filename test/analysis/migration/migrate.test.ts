import * as fc from 'fast-check';
import { isRecord, recordOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { Severity } from '../../../src/analysis/findings/finding';
import { canMigrate, migrate } from '../../../src/analysis/migration/migrate';
import { OBJECT_RULES } from '../../../src/analysis/rules';
import { CEL_RULES } from '../../../src/analysis/rules/cel-rules';
import { celRulesByExpression, checkSchema } from '../../../src/analysis/schema/check-schema';
import { DYNATRACE_COM_SCHEMAS } from '../../../src/analysis/schema/dynatrace-com';
import type { SchemaNode } from '../../../src/analysis/schema/schema-node';
import { DEFAULT_MESH_SETTINGS } from '../../../src/analysis/settings/mesh-settings';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const IMAGE = { repository: 'registry.example.com/image', tag: '1.0.0' };

function objectOf(version: string, spec: object, annotations?: Record<string, string>, kind = 'DynaKube'): KubernetesObject {
  return { apiVersion: `dynatrace.com/${version}`, kind, metadata: { name: 'dynakube', ...annotations && { annotations } }, spec: { apiUrl: API_URL, ...spec } };
}

function resultOf(object: KubernetesObject) {
  const { manifest, notCarried } = migrate(object);
  const { apiUrl, ...spec } = recordOf(manifest.spec);
  expect([manifest.apiVersion, manifest.kind, apiUrl]).toEqual(['dynatrace.com/v1beta6', 'DynaKube', API_URL]);
  const annotations = manifest.metadata?.annotations;
  return { spec, ...annotations && { annotations }, lost: notCarried.map(({ field }) => field) };
}

interface Case { is: string; spec: object; annotations?: Record<string, string>; becomes: ReturnType<typeof resultOf> }

const SELECTOR = { matchLabels: { monitored: 'yes' } };

const STEPS: Record<string, Case[]> = {
  v1beta1: [
    {
      is: 'routing and Kubernetes monitoring are capabilities, and their settings those of the ActiveGate',
      spec: { routing: { enabled: true, replicas: 2 }, kubernetesMonitoring: { enabled: true, replicas: 2, group: 'a' } },
      becomes: { spec: { activeGate: { capabilities: ['routing', 'kubernetes-monitoring'], replicas: 2, group: 'a' } }, lost: [] },
    },
    {
      is: 'settings that contradict each other are listed',
      spec: { routing: { enabled: true, replicas: 2 }, kubernetesMonitoring: { enabled: true, replicas: 3 } },
      becomes: {
        spec: { activeGate: { capabilities: ['routing', 'kubernetes-monitoring'], replicas: 2 } },
        lost: ['spec.kubernetesMonitoring.replicas'],
      },
    },
    { is: 'what was off stays off', spec: { routing: { enabled: false, replicas: 2 } }, becomes: { spec: {}, lost: ['spec.routing.replicas'] } },
    {
      is: 'the namespace selector is that of the mode and of the enrichment, which was on',
      spec: { namespaceSelector: SELECTOR, oneAgent: { cloudNativeFullStack: {} } },
      becomes: {
        spec: {
          metadataEnrichment: { enabled: true, namespaceSelector: SELECTOR },
          oneAgent: { cloudNativeFullStack: { namespaceSelector: SELECTOR } },
        },
        lost: [],
      },
    },
    {
      is: 'a namespace selector without injection is listed',
      spec: { namespaceSelector: SELECTOR, oneAgent: { hostMonitoring: {} } },
      becomes: { spec: { oneAgent: { hostMonitoring: {} } }, lost: ['spec.namespaceSelector'] },
    },
    {
      is: 'feature flags of the old prefix are renamed, and those that are fields now become fields',
      spec: { oneAgent: { classicFullStack: {} } },
      annotations: {
        'alpha.operator.dynatrace.com/feature-no-proxy': 'a.example.com',
        'feature.dynatrace.com/dynatrace-api-request-threshold': '20',
        'feature.dynatrace.com/oneagent-seccomp-profile': 'a.json',
        'feature.dynatrace.com/oneagent-max-unavailable': '3',
        'feature.dynatrace.com/public-registry': 'true',
      },
      becomes: {
        spec: { dynatraceApiRequestThreshold: 20, oneAgent: { classicFullStack: { secCompProfile: 'a.json', rollingUpdate: { maxUnavailable: 3 } } } },
        annotations: { 'feature.dynatrace.com/no-proxy': 'a.example.com' },
        lost: ['metadata.annotations["feature.dynatrace.com/public-registry"]'],
      },
    },
    {
      is: 'enrichment that a flag turns off stays off',
      spec: { oneAgent: { applicationMonitoring: {} } },
      annotations: { 'feature.dynatrace.com/metadata-enrichment': 'false' },
      becomes: { spec: { oneAgent: { applicationMonitoring: {} } }, lost: [] },
    },
    {
      is: 'fields that came later do not come alive',
      spec: { metadataEnrichment: { enabled: true }, extensions: {}, kspm: {} },
      becomes: { spec: {}, lost: ['spec.metadataEnrichment', 'spec.extensions', 'spec.kspm'] },
    },
  ],
  v1beta2: [{
    is: 'the CSI driver is no setting any more',
    spec: { oneAgent: { applicationMonitoring: { useCSIDriver: true, codeModulesImage: 'a/b:1' } } },
    becomes: { spec: { oneAgent: { applicationMonitoring: { codeModulesImage: 'a/b:1' } } }, lost: ['spec.oneAgent.applicationMonitoring.useCSIDriver'] },
  }],
  v1beta3: [{
    is: 'the template of the collector has another name',
    spec: { templates: { openTelemetryCollector: { replicas: 2 } } },
    becomes: { spec: { templates: { otelCollector: { replicas: 2 } } }, lost: [] },
  }],
  v1beta4: [
    {
      is: 'the claim of the ActiveGate has another name',
      spec: { activeGate: { persistentVolumeClaim: { resources: { requests: { storage: '1Gi' } } } } },
      becomes: { spec: { activeGate: { volumeClaimTemplate: { resources: { requests: { storage: '1Gi' } } } } }, lost: [] },
    },
    { is: 'KSPM sees the whole node', spec: { kspm: {} }, becomes: { spec: { kspm: { mappedHostPaths: ['/'] } }, lost: [] } },
  ],
  v1beta5: [
    {
      is: 'updates are no setting any more',
      spec: { oneAgent: { hostMonitoring: { autoUpdate: false, storageHostPath: '/data' } } },
      becomes: { spec: { oneAgent: { hostMonitoring: { storageHostPath: '/data' } } }, lost: ['spec.oneAgent.hostMonitoring.autoUpdate'] },
    },
    {
      is: 'extensions are Prometheus, whose collector needs an image',
      spec: { extensions: {} },
      becomes: {
        spec: {
          extensions: { prometheus: {} },
          templates: { otelCollector: { imageRef: { repository: 'public.ecr.aws/dynatrace/dynatrace-otel-collector', tag: 'latest' } } },
        },
        lost: ['spec.templates.otelCollector.imageRef'],
      },
    },
    {
      is: 'what the conversion of operator 1.10.2 loses is kept',
      spec: { kspm: { mappedHostPaths: ['/boot'] }, activeGate: { useEphemeralVolume: true, terminationGracePeriodSeconds: 5 } },
      becomes: { spec: { kspm: { mappedHostPaths: ['/boot'] }, activeGate: { useEphemeralVolume: true, terminationGracePeriodSeconds: 5 } }, lost: [] },
    },
    {
      is: 'of several modes the one stays that the operator kept',
      spec: { oneAgent: { hostMonitoring: {}, classicFullStack: {} } },
      becomes: { spec: { oneAgent: { classicFullStack: {} } }, lost: ['spec.oneAgent.hostMonitoring'] },
    },
    {
      is: 'unknown fields, null and wrong types are listed',
      spec: { apiToken: 'x', networkZone: null, trustedCAs: 5, activeGate: { env: [{ name: 'A', valu: 'b' }] }, publicRegistryOverride: 'a' },
      becomes: {
        spec: { activeGate: { env: [{ name: 'A' }] } },
        lost: ['spec.apiToken', 'spec.networkZone', 'spec.trustedCAs', 'spec.activeGate.env[0].valu', 'spec.publicRegistryOverride'],
      },
    },
    { is: 'false that the operator drops is left out', spec: { enableIstio: false, activeGate: { useEphemeralVolume: false } }, becomes: { spec: {}, lost: [] } },
  ],
  v1beta6: [{ is: 'it stays as it is', spec: { extensions: {} }, becomes: { spec: { extensions: {} }, lost: [] } }],
};

describe.each(Object.entries(STEPS))('%s', (version, cases) => {
  test.each(cases)('$is', ({ spec, annotations, becomes }) => {
    expect(resultOf(objectOf(version, spec, annotations))).toEqual(becomes);
  });
});

test('a field is named as it was given, and no value that may be a secret is shown', () => {
  expect(migrate(objectOf('v1beta4', {
    activeGate: { persistentVolumeClaim: { oops: 1 } },
    proxy: { valu: 'http://user:password@proxy.example.com' },
    note: 'https://user:password@host.example.com',
    unknown: { password: 'hidden' },
  })).notCarried).toEqual([
    { field: 'spec.activeGate.persistentVolumeClaim.oops', value: '1', reason: 'it is not a field of dynatrace.com/v1beta4; leave it out, or correct its name' },
    { field: 'spec.proxy.valu', reason: 'it is not a field of dynatrace.com/v1beta4; leave it out, or correct its name' },
    { field: 'spec.note', value: 'https://…@host.example.com', reason: 'it is not a field of dynatrace.com/v1beta4; leave it out, or correct its name' },
    { field: 'spec.unknown', reason: 'it is not a field of dynatrace.com/v1beta4; leave it out, or correct its name' },
  ]);
});

test('credentials of a proxy stay out of the manifest and out of the list', () => {
  const { manifest, notCarried } = migrate(objectOf('v1beta5', { proxy: { value: 'http://user:password@proxy.example.com' } }));
  expect(manifest.spec).toEqual({ apiUrl: API_URL });
  expect(notCarried).toEqual([{
    field: 'spec.proxy.value',
    reason: "it has a user and password; put the URL into a Secret under the key proxy, and name that in 'spec.proxy.valueFrom'",
  }]);
});

test('a OneAgent sees nodes as classicFullStack does', () => {
  expect(resultOf(objectOf('v1alpha1', {
    useImmutableImage: true,
    image: 'registry.example.com/oneagent:1',
    agentVersion: '1.0.0.20240101-000000',
    disableAgentUpdate: true,
    waitReadySeconds: 60,
    useUnprivilegedMode: false,
    args: ['--a=b'],
    resources: { limits: { cpu: '1' } },
    enableIstio: true,
    serviceAccountName: 'a',
    webhookInjection: true,
  }, undefined, 'OneAgent'))).toEqual({
    spec: {
      enableIstio: true,
      oneAgent: {
        classicFullStack: {
          image: 'registry.example.com/oneagent:1', version: '1.0.0.20240101-000000', args: ['--a=b'], oneAgentResources: { limits: { cpu: '1' } },
        },
      },
    },
    annotations: { 'feature.dynatrace.com/oneagent-privileged': 'true' },
    lost: [
      'spec.useImmutableImage', 'spec.disableAgentUpdate', 'spec.waitReadySeconds', 'spec.serviceAccountName', 'spec.webhookInjection', 'spec.tokens',
    ],
  });
});

test('an image of an installer and a version without immutable image are listed', () => {
  expect(resultOf(objectOf('v1alpha1', { image: 'docker.io/dynatrace/oneagent:latest', agentVersion: '1.0.0' }, undefined, 'OneAgent'))).toEqual({
    spec: { oneAgent: { classicFullStack: {} } }, lost: ['spec.image', 'spec.agentVersion', 'spec.tokens'],
  });
});

test('a OneAgentAPM gets into the pods of the namespaces with its label', () => {
  expect(resultOf(objectOf('v1alpha1', { flavor: 'musl', tokens: 'a', resources: { requests: { cpu: '30m' } } }, undefined, 'OneAgentAPM'))).toEqual({
    spec: {
      tokens: 'a',
      oneAgent: {
        applicationMonitoring: {
          namespaceSelector: { matchLabels: { 'oneagent.dynatrace.com/instance': 'dynakube' } }, initResources: { requests: { cpu: '30m' } },
        },
      },
    },
    lost: ['spec.flavor', 'spec.tokens', 'metadata.name'],
  });
});

test('what the server and the operator have written is no part of a manifest', () => {
  const { manifest, notCarried } = migrate({
    apiVersion: 'dynatrace.com/v1beta5',
    kind: 'DynaKube',
    spec: { apiUrl: API_URL },
    status: { phase: 'Running' },
    metadata: { name: 'a', uid: 'b', annotations: { 'conversion.internal.dynatrace.com/auto-update': 'true' } },
  });
  expect(manifest).toEqual({ apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', metadata: { name: 'a' }, spec: { apiUrl: API_URL } });
  expect(notCarried.map(({ field }) => field)).toEqual(['status', 'metadata.uid', 'metadata.annotations["conversion.internal.dynatrace.com/auto-update"]']);
});

test.each([
  ['dynatrace.com/v1beta1', 'DynaKube', true], ['dynatrace.com/v1beta6', 'DynaKube', true], ['dynatrace.com/v1alpha1', 'OneAgentAPM', true],
  ['dynatrace.com/v1alpha1', 'DynaKube', false], ['dynatrace.com/v1beta1', 'OneAgent', false], ['dynatrace.com/v1alpha2', 'EdgeConnect', false],
])('%s %s can be migrated: %s', (apiVersion, kind, expected) => {
  expect(canMigrate({ apiVersion, kind })).toBe(expected);
});

/** Values that a schema takes. */
function valueOf(schema: SchemaNode, depth = 0): fc.Arbitrary<unknown> {
  if (schema.enum) { return fc.constantFrom(...schema.enum); }
  if (schema.pattern && schema.type === 'string') { return fc.constantFrom(...['a', 'sha256:ab'].filter(text => new RegExp(schema.pattern!).test(text))); }
  if (schema.intOrString) { return fc.constantFrom(1, '1'); }
  switch (schema.type) {
    case 'boolean': return fc.boolean();
    case 'integer': case 'number': return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 9 });
    case 'array': return fc.array(valueOf(schema.items ?? {}, depth + 1), { minLength: Math.max(1, schema.minItems ?? 0), maxLength: 1 });
    case 'object': return isRecord(schema.properties) && Object.keys(schema.properties).length > 0
      ? fc.record(Object.fromEntries(Object.entries(schema.properties).map(([name, node]) => [name, valueOf(node, depth + 1)])), {
        requiredKeys: [...schema.required ?? []],
      })
      : fc.dictionary(fc.constantFrom('a', 'b'), isRecord(schema.additionalProperties) ? valueOf(schema.additionalProperties, depth + 1) : fc.constant('a'), { maxKeys: 2 });
    default: return fc.constantFrom('a', 'b');
  }
}

const SPEC = valueOf(DYNATRACE_COM_SCHEMAS['dynatrace.com/v1beta5/DynaKube'].properties!.spec).map(spec => ({ ...recordOf(spec), apiUrl: API_URL }));

/** Old versions have other fields beside those of v1beta5. */
const OLD = fc.record({
  routing: fc.record({ enabled: fc.boolean(), replicas: fc.integer({ min: 1, max: 3 }) }),
  kubernetesMonitoring: fc.record({ enabled: fc.boolean(), replicas: fc.integer({ min: 1, max: 3 }) }),
  namespaceSelector: fc.constant(SELECTOR),
  surprise: fc.constant({ deep: [{ field: 1 }] }),
}, { requiredKeys: [] });

function leavesOf(value: unknown, path: string): [string, unknown][] {
  if (Array.isArray(value) && value.length > 0) { return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`)); }
  if (isRecord(value) && Object.keys(value).length > 0) { return Object.entries(value).flatMap(([name, member]) => leavesOf(member, `${path}.${name}`)); }
  return [[path, value]];
}

const isAt = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);

test.each(['v1beta1', 'v1beta2', 'v1beta3', 'v1beta4', 'v1beta5'])('every field of a DynaKube of %s is in the v1beta6 DynaKube, or in the list', version => {
  fc.assert(fc.property(SPEC, OLD, (spec, old) => {
    const given = objectOf(version, { ...spec, ...old });
    const { manifest, notCarried, moves } = migrate(given);
    const found = new Map(leavesOf(manifest.spec, 'spec'));
    const missing = leavesOf(given.spec, 'spec').filter(([path, value]) => {
      const listed = notCarried.some(({ field }) => isAt(path, field));
      const moved = moves.some(({ from }) => isAt(path, from));
      // An empty object may have got what it says by its presence.
      const stays = found.has(path) && found.get(path) === value || isRecord(value) && [...found.keys()].some(key => isAt(key, path));
      return !listed && !moved && !stays && JSON.stringify(found.get(path)) !== JSON.stringify(value);
    });
    expect(missing).toEqual([]);
    const moved = moves.filter(({ to }) => to !== undefined && !to.startsWith('metadata.')).map(({ to }) => to!);
    const present = leavesOf(manifest.spec, 'spec').map(([path]) => path);
    expect(moved.filter(to => !present.some(path => isAt(path, to)))).toEqual([]);
  }), { numRuns: 100, seed: 5 });
});

const CEL = celRulesByExpression(CEL_RULES);

function errorsOf(object: KubernetesObject): string[] {
  const { violations } = checkSchema(object, DEFAULT_MESH_SETTINGS, CEL);
  const found = violations.length === 0
    ? OBJECT_RULES.filter(rule => rule.severity === Severity.ERROR && rule.kinds.includes('dynatrace.com/DynaKube'))
      .filter(rule => [...rule.check(object, DEFAULT_MESH_SETTINGS)].length > 0).map(({ name }) => name)
    : violations.map(({ rule }) => rule.name);
  return [...new Set(found)].sort();
}

test('a DynaKube of v1beta6 has no error that the one of v1beta5 did not have', () => {
  fc.assert(fc.property(SPEC, given => {
    const spec = { ...given, templates: { ...recordOf(recordOf(given).templates), extensionExecutionController: { imageRef: IMAGE } } };
    const object = objectOf('v1beta5', spec);
    fc.pre(checkSchema(object, DEFAULT_MESH_SETTINGS, CEL).violations.length === 0);
    const before = errorsOf(object);
    // What the conversion loses, or what it hides of several modes and of KSPM, is seen now.
    const hidden = before.includes('dynakube/lost-in-conversion') ? ['dynakube/active-gate-storage', 'dynakube/kspm-relative-path', 'dynakube/kspm-root-path'] : [];
    expect(errorsOf(migrate(object).manifest).filter(name => !before.includes(name) && !hidden.includes(name))).toEqual([]);
  }), { numRuns: 200, seed: 6 });
});
