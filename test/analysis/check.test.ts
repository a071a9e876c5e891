import fc from 'fast-check';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { check, checkWith, CheckedObjects, RuleSet } from '../../src/analysis/check';
import { Finding, Severity } from '../../src/analysis/findings/finding';
import type { ObjectRule } from '../../src/analysis/findings/rule';
import { ALL_RULES } from '../../src/analysis/rules';
import { SCHEMAS } from '../../src/analysis/schema/check-schema';
import { SERVED_VERSIONS } from '../../src/analysis/schema/served-versions';
import { DEFAULT_MESH_SETTINGS } from '../../src/analysis/settings/mesh-settings';
import { growthOfTime } from '../growth-of-time';

function entry(spec: object, metadata: object = {}): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'api', namespace: 'egress', ...metadata }, spec };
}

const GOOD = { hosts: ['api.example.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' };

function names(findings: readonly Finding[]): string[] {
  return findings.map(finding => `${finding.object} ${finding.rule}`);
}

function rule(name: string, rest: Partial<ObjectRule> = {}): ObjectRule {
  return { name, severity: Severity.ERROR, upstream: 'webhook', kinds: ['example.com/Thing'], check: () => [`${name} is broken`], ...rest };
}

function ruleSet(...objectRules: ObjectRule[]): RuleSet<undefined> {
  return { objectRules, meshRules: [], model: () => { throw new Error('no mesh rule needs a model'); } };
}

const THING: KubernetesObject = { apiVersion: 'example.com/v1', kind: 'Thing' };

test('a finding has the rule, the severity, the upstream source, the object and the remedy', () => {
  expect(check([entry(GOOD), entry({ ...GOOD, hosts: ['a_b.example.com'] }, { name: 'other' })])).toEqual([{
    rule: 'service-entry/host-syntax',
    severity: 'error',
    upstream: 'webhook',
    object: 1,
    message: '\'spec.hosts[0]\' must be a DNS name, got "a_b.example.com"; an underscore is not allowed in a host name',
  }]);
});

test('findings come in the order of the objects, then of the rules', () => {
  const rules = ruleSet(rule('thing/b'), rule('thing/a'));
  expect(names(checkWith(rules, [THING, THING], DEFAULT_MESH_SETTINGS))).toEqual(['0 thing/b', '0 thing/a', '1 thing/b', '1 thing/a']);
});

test('objects of kinds without rules, and values that are not objects, are ignored', () => {
  const others = [THING, { apiVersion: 'v1', kind: 'Pod' }, null, 'text', 7, []] as unknown as KubernetesObject[];
  expect(check(others)).toEqual([]);
});

test('a kind is told by its API group, not by its name alone', () => {
  expect(check([{ ...entry({ hosts: ['*'] }), apiVersion: 'example.com/v1' }])).toEqual([]);
});

test.each<[what: string, spec: object, expected: string[]]>([
  ['a field is unknown', { ...GOOD, hosts: ['a_b.example.com'], locaton: 'MESH_EXTERNAL' }, ['kubernetes/unknown-field', 'service-entry/host-syntax']],
  ['an item has the wrong type', { ...GOOD, hosts: [7, 'a_b.example.com'] }, ['kubernetes/type', 'service-entry/host-syntax']],
  ['a field has the wrong type', { ...GOOD, hosts: ['a_b.example.com'], ports: [{ ...GOOD.ports[0], number: '443' }] }, ['kubernetes/type', 'service-entry/host-syntax']],
  ['a field is missing', { ...GOOD, hosts: ['a_b.example.com'], ports: [{ number: 443, protocol: 'TLS' }] }, ['kubernetes/required', 'service-entry/host-syntax']],
  ['a CEL rule is violated', { ...GOOD, hosts: ['API.example.com', '*', 'a_b.test'] },
    ['service-entry/full-wildcard', 'service-entry/host-syntax', 'service-entry/upper-case-host']],
])('the other faults of an object are found too if %s', (_, spec, expected) => {
  expect(check([entry(spec)]).map(({ rule: found }) => found)).toEqual(expected);
});

test('a fault that the API server reports is not reported again in other words', () => {
  expect(names(check([entry({ ...GOOD, hosts: [7] })]))).toEqual(['0 kubernetes/type']);
  expect(names(check([entry({ ...GOOD, hosts: undefined })]))).toEqual(['0 kubernetes/required']);
  expect(names(check([entry({ ...GOOD, ports: [{ number: '443', name: 'tls', protocol: 'TLS' }] })]))).toEqual(['0 kubernetes/type']);
});

test('if a choice is unknown, what depends on it is not checked', () => {
  expect(names(check([entry({ ...GOOD, resolution: 'DSN', hosts: ['a_b'] })]))).toEqual(['0 kubernetes/enum']);
});

test('the conflicts of an object that the API server rejects are found too', () => {
  const found = check([entry(GOOD), entry({ ...GOOD, locaton: 'MESH_EXTERNAL' })]).map(({ object, rule: name, related }) => ({ object, name, related }));
  expect(found).toEqual([
    { object: 1, name: 'kubernetes/unknown-field', related: undefined },
    { object: 1, name: 'kubernetes/duplicate-object', related: 0 },
    { object: 1, name: 'mesh/split-host', related: 0 },
  ]);
});

test('the items of a list are checked like other objects, and their findings have the index of the list', () => {
  const bad = (host: string) => entry({ ...GOOD, hosts: [host] }, { name: host.slice(0, 1) });
  const message = (host: string) => `'spec.hosts[0]' must be a DNS name, got "${host}"; an underscore is not allowed in a host name`;
  const nested = { apiVersion: 'v1', kind: 'List', items: [bad('b_b.example.com')] };
  const found = check([entry(GOOD, { name: 'good' }), { apiVersion: 'v1', kind: 'List', items: [bad('a_a.example.com'), nested, null] }]);
  expect(found.map(({ object, message: text }) => [object, text])).toEqual([
    [1, `items[0]: ${message('a_a.example.com')}`],
    [1, `items[1].items[0]: ${message('b_b.example.com')}`],
    [1, 'items[2]: must be an object, got null; remove it'],
  ]);
  expect(check([{ apiVersion: 'v1', kind: 'List', items: null }, { apiVersion: 'v1', kind: 'List', items: [] }])).toEqual([]);
});

test('a finding about two items of a list names both', () => {
  const list = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntryList', items: [{ ...entry(GOOD), kind: undefined }, entry(GOOD)] };
  const [duplicate] = check([THING, list as unknown as KubernetesObject]).filter(({ rule: found }) => found === 'kubernetes/duplicate-object');
  expect(duplicate).toMatchObject({ object: 1, related: 1, message: expect.stringMatching(/^items\[1\]: .*; the other object is items\[0\]$/) as string });
});

test('where istiod stops at a violation, its warnings are not reported, but all its errors are', () => {
  const rules = ruleSet(
    rule('thing/first', { final: true }),
    rule('thing/webhook'),
    rule('thing/warning', { upstream: 'webhook-warning' }),
    rule('thing/analyzer', { upstream: 'IST0000' }),
    rule('thing/ours', { upstream: 'ours' }),
  );
  expect(names(checkWith(rules, [THING], DEFAULT_MESH_SETTINGS))).toEqual(['0 thing/first', '0 thing/webhook', '0 thing/analyzer', '0 thing/ours']);
});

test('a rule that istiod would stop at silences nothing where it is kept', () => {
  const rules = ruleSet(rule('thing/first', { final: true, check: () => [] }), rule('thing/webhook'));
  expect(names(checkWith(rules, [THING], DEFAULT_MESH_SETTINGS))).toEqual(['0 thing/webhook']);
});

test.each([
  ['1.29', []],
  ['1.30', ['0 thing/window']],
  ['1.31', ['0 thing/window', '0 thing/new']],
  ['1.32', ['0 thing/new']],
])('only the rules that Istio %s has are in play', (istioVersion, expected) => {
  const rules = ruleSet(rule('thing/window', { since: '1.30', until: '1.32' }), rule('thing/new', { since: '1.31' }));
  expect(names(checkWith(rules, [THING], { ...DEFAULT_MESH_SETTINGS, istioVersion }))).toEqual(expected);
});

test('mesh rules see the objects that are not refused, then those that are, and their findings come after those of the object', () => {
  const seen: CheckedObjects[] = [];
  const objects = [THING, entry({}), THING];
  const rules: RuleSet<number> = {
    objectRules: [rule('thing/one')],
    meshRules: [
      { name: 'mesh/last', severity: Severity.WARNING, upstream: 'ours', check: count => [{ object: count - 1, message: 'is the last one' }] },
      { name: 'mesh/future', severity: Severity.WARNING, upstream: 'ours', since: '1.99', check: () => [{ object: 0, message: 'is not heard' }] },
    ],
    model: checked => {
      seen.push(checked);
      return checked.objects.length;
    },
  };
  expect(names(checkWith(rules, objects, DEFAULT_MESH_SETTINGS))).toEqual(['0 thing/one', '1 kubernetes/required', '2 thing/one', '2 mesh/last']);
  const readable = [THING, entry({ hosts: [] }), THING];
  expect(seen).toEqual([new Set([1]), new Set()].map(refused => ({ objects: readable, refused, settings: DEFAULT_MESH_SETTINGS })));
});

const KINDS = [
  ...Object.entries(SERVED_VERSIONS).flatMap(([kind, versions]) => Object.keys(versions).map(version => {
    const [group, name] = kind.split('/');
    return [`${group}/${version}`, name];
  })),
  ['v1', 'Pod'], ['v1', 'Service'], ['apps/v1', 'Deployment'],
];
const FIELDS = [...new Set(Object.keys(SCHEMAS).flatMap(kind => fieldNames(SCHEMAS[kind])))];
const TEXTS = ['*', '*.example.com', 'api.example.com', '10.0.0.0/8', '203.0.113.7', 'unix:///run/x', 'NONE', 'STATIC', 'DNS', 'DYNAMIC_DNS', 'TLS', 'TCP', '1s', '~/*', './*', ''];

function fieldNames(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) { return []; }
  const properties = (node as { properties?: object }).properties ?? {};
  return [...Object.keys(properties), ...Object.values(node).flatMap(fieldNames), ...Object.values(properties).flatMap(fieldNames)];
}

const json = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 5 }, fc.constantFrom<unknown>(null, true, 0, 443, 65536, -1, 1.5), fc.constantFrom(...TEXTS), fc.string(), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...FIELDS) }, { weight: 1, arbitrary: fc.string() }), tie('value'), { maxKeys: 6 }),
})).value;

test('no object makes it throw, and the same object gives the same findings', () => {
  fc.assert(fc.property(fc.constantFrom(...KINDS), json, json, json, ([apiVersion, kind], metadata, spec, status) => {
    const object = { apiVersion, kind, metadata, spec, status } as KubernetesObject;
    const findings = check([object]);
    expect(check([JSON.parse(JSON.stringify(object))])).toEqual(findings);
    const known = new Set(ALL_RULES.map(({ name }) => name));
    expect(findings.filter(finding => !known.has(finding.rule) || finding.object !== 0 || /\n|\.$/.test(finding.message))).toEqual([]);
  }), { numRuns: 1000 });
});

/** A spec that its schema accepts, so that the other rules check it. */
function valid(node: Record<string, any>): fc.Arbitrary<unknown> {
  if (node.enum) { return fc.constantFrom(...node.enum); }
  switch (node.type) {
    case 'object': {
      const { properties = {}, required = [], additionalProperties } = node;
      if (additionalProperties) { return fc.dictionary(fc.constantFrom('http', 'app', '80'), valid(additionalProperties), { maxKeys: 2 }); }
      const fields = Object.entries<any>(properties).map(([name, property]) => [name, valid(property)]);
      return fc.record(Object.fromEntries(fields), { requiredKeys: required });
    }
    case 'array': return fc.array(valid(node.items), { minLength: node.minItems ?? 0, maxLength: 2 });
    case 'integer': return fc.constantFrom(1, 80, 443);
    case 'number': return fc.constantFrom(1, 50);
    case 'boolean': return fc.boolean();
    default: return fc.constantFrom(...(node.rules?.[0]?.startsWith('duration') ? ['1s'] : TEXTS));
  }
}

test('no object that the schema accepts makes it throw', () => {
  const objects = fc.constantFrom(...Object.keys(SCHEMAS)).chain(kind => valid(SCHEMAS[kind]).map(rest => {
    const [group, version, name] = kind.split('/');
    return { apiVersion: `${group}/${version}`, kind: name, metadata: { name: 'a', namespace: 'shop' }, ...rest as object };
  }));
  let accepted = 0;
  fc.assert(fc.property(objects, object => {
    if (check([object]).every(({ upstream }) => upstream !== 'schema')) { accepted += 1; }
  }), { numRuns: 2000 });
  expect(accepted).toBeGreaterThan(100);
});

test.each<[string, (index: number) => KubernetesObject[], number]>([
  ['entries that share a host', index => [entry({ ...GOOD, hosts: [`h${index}.example.com`, 'a_b'] })], 8000],
  ['namespaces', index => [
    { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: `n${index}` }, spec: { egress: [{ hosts: ['./*', 'n0/*'] }] } },
    ...[['TLS', 443], ['TCP', 9999], ['HTTP', 80]].map(([protocol, number]) => entry(
      { ...GOOD, hosts: [`${protocol}.n${index % 50}.example.com`.toLowerCase()], ports: [{ number, name: 'p', protocol }] },
      { name: `e${number}`, namespace: `n${index}` },
    )),
  ], 2400],
])('with %s, time grows with their number, not with its square', (_, objectsOf, count) => {
  const few = Array.from({ length: count / 8 }, (__, index) => objectsOf(index)).flat();
  const many = Array.from({ length: count }, (__, index) => objectsOf(index)).flat();
  // Eight times the objects; a square would make it 64 times the time.
  expect(growthOfTime(check, few, many, 24)).toBeLessThan(24);
});

test('rules see an object without the fields that are null, and mesh rules do not see what the API server refuses', () => {
  const seen: unknown[] = [];
  const rules: RuleSet<CheckedObjects> = {
    objectRules: [rule('thing/spec', { kinds: ['networking.istio.io/ServiceEntry'], check: object => { seen.push(object.spec); return []; } })],
    meshRules: [{ name: 'mesh/x', severity: Severity.ERROR, upstream: 'ours', check: ({ objects, refused }) => { seen.push(objects[0].spec, [...refused]); return []; } }],
    model: checked => checked,
  };
  checkWith(rules, [entry({ ...GOOD, location: null }), entry({ hosts: 7 })], DEFAULT_MESH_SETTINGS);
  expect(seen).toEqual([GOOD, { hosts: [] }, GOOD, [1], GOOD, []]);
});
