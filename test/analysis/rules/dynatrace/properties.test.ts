import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { DYNATRACE_RULES } from '../../../../src/analysis/rules/dynatrace';
import { DYNATRACE_VERSIONS } from '../../../../src/analysis/schema/dynatrace-versions';
import type { SchemaNode } from '../../../../src/analysis/schema/schema-node';
import { growthOfTime } from '../../../growth-of-time';

const KINDS = Object.entries(DYNATRACE_VERSIONS).flatMap(([kind, versions]) => Object.keys(versions).map(version => [`dynatrace.com/${version}`, kind.split('/')[1]]));
const TEXTS = [
  '', 'a', 'A', 'repo/image:tag', 'https://abc12345.live.dynatrace.com/api', 'kubernetes-monitoring', 'In', 'true', '--set-host-tag=a', '/tmp', 'x\n',
  '1.283.132.20240205-143805', 'sha256:0',
];

/** A value that the schema of its node usually accepts. */
function valueOf(node: SchemaNode, depth: number): fc.Arbitrary<unknown> {
  if (node.enum) { return fc.constantFrom(...node.enum); }
  if (node.intOrString) { return fc.constantFrom(1, '1'); }
  switch (node.type) {
    case 'object': {
      if (typeof node.additionalProperties === 'object') {
        return fc.dictionary(fc.constantFrom('a', 'memory', 'x/y', '///'), valueOf(node.additionalProperties, depth), { maxKeys: 2 });
      }
      const { properties = {}, required = [] } = node;
      const fields = Object.keys(properties);
      if (fields.length === 0) { return fc.constant({}); }
      return fc.subarray(fields, { maxLength: Math.min(fields.length, depth > 3 ? 2 : 4) }).chain(names => {
        const used = [...new Set([...required, ...names])];
        return fc.record(Object.fromEntries(used.map(name => [name, valueOf(properties[name], depth + 1)])));
      });
    }
    case 'array': return fc.array(valueOf(node.items ?? {}, depth), { minLength: node.minItems ?? 0, maxLength: 3 });
    case 'integer': return fc.constantFrom(0, 1, 2, 70000, -1);
    case 'boolean': return fc.boolean();
    default: return fc.constantFrom(...TEXTS);
  }
}

const specs = fc.constantFrom(...KINDS).chain(([apiVersion, kind]) => {
  const schema = DYNATRACE_VERSIONS[`dynatrace.com/${kind}`][apiVersion.split('/')[1]].schema;
  const spec = schema ? valueOf(schema.properties?.spec ?? {}, 0) : fc.jsonValue();
  return fc.record({ apiVersion: fc.constant(apiVersion), kind: fc.constant(kind), name: fc.constantFrom('a', 'b', 'c'), spec });
});

const meshes = fc.array(specs.map(({ apiVersion, kind, name, spec }): KubernetesObject => ({ apiVersion, kind, metadata: { name, namespace: 'dynatrace' }, spec })), { maxLength: 4 });

test('no objects make it throw, messages are single lines without a full stop, and many rules have findings', () => {
  const heard = new Set<string>();
  fc.assert(fc.property(meshes, objects => {
    const findings = check([...objects, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }]);
    for (const { rule, message } of findings) {
      heard.add(rule);
      expect(message).toMatch(/^'[^\n]*[^.\n]$/);
    }
  }), { numRuns: 1500 });
  expect(heard.size).toBeGreaterThan(20);
});

test('rules that check one object accept any JSON', () => {
  fc.assert(fc.property(fc.constantFrom(...KINDS), fc.jsonValue({ maxDepth: 4 }), ([apiVersion, kind], spec) => {
    expect(check([{ apiVersion, kind, metadata: { name: 'a', namespace: 'dynatrace' }, spec }])).toEqual(expect.any(Array));
  }), { numRuns: 500 });
});

test('each rule names the kinds that it checks', () => {
  expect(DYNATRACE_RULES.filter(({ kinds }) => kinds.length === 0)).toEqual([]);
});

test('with DynaKubes on different nodes, time grows linearly with their number', () => {
  const dynakubes = (count: number) => Array.from({ length: count }, (_, index): KubernetesObject => ({
    apiVersion: 'dynatrace.com/v1beta6',
    kind: 'DynaKube',
    metadata: { name: `d${index}`, namespace: 'dynatrace' },
    spec: {
      apiUrl: `https://e${index}.live.dynatrace.com/api`,
      oneAgent: { hostMonitoring: { nodeSelector: { os: 'linux', pool: `p${index}` } } },
      telemetryIngest: { serviceName: `s${index}` },
      templates: { otelCollector: { imageRef: { repository: 'r', tag: 't' } } },
    },
  }));
  // With eight times the objects, quadratic growth would take 64 times as long.
  expect(growthOfTime(list => { expect(check(list)).toEqual([]); }, dynakubes(500), dynakubes(4000), 24)).toBeLessThan(24);
});
