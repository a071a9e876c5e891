import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupKindOf } from '../../../src/analysis/base/group-kind';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import type { Finding } from '../../../src/analysis/findings/finding';
import { DYNATRACE_RULES } from '../../../src/analysis/rules/dynatrace';
import { DEFAULT_MESH_SETTINGS } from '../../../src/analysis/settings/mesh-settings';

/** An object, the other objects in the cluster, and the verdict of operator 1.10.2. */
interface OperatorCase {
  readonly id: string;
  readonly note: string;
  readonly objects: readonly KubernetesObject[];
  /** Index of the checked object. */
  readonly subject?: number;
  /** The operator's rules that it violates: errors D and warnings W of DynaKubes, errors E of EdgeConnects, in the order in which the operator checks them. */
  readonly rules?: readonly string[];
  /** Rules that it violates too, but that no manifest can show. */
  readonly beyond?: readonly string[];
  /** Whether the API server rejects the object, so the webhook was called directly. */
  readonly refused?: boolean;
  readonly expected: readonly { readonly object: number; readonly upstream: string; readonly severity: string }[];
}

/** The names of the operator's rules in this library. */
const NAMES: Readonly<Record<string, string>> = {
  D6: 'dynakube/one-agent-version',
  D7: 'dynakube/duplicate-argument',
  D8: 'dynakube/host-id-source',
  D9: 'dynakube/no-api-url',
  D10: 'dynakube/api-url',
  D11: 'dynakube/capability',
  D12: 'dynakube/active-gate-storage',
  D14: 'dynakube/several-modes',
  D15: 'dynakube/shared-nodes',
  D16: 'dynakube/shared-namespace',
  D17: 'dynakube/volume-storage',
  D18: 'dynakube/name',
  D19: 'dynakube/namespace-selector',
  D20: 'dynakube/image',
  D21: 'dynakube/extension-controller-image',
  D22: 'dynakube/extension-controller-storage',
  D24: 'dynakube/kspm-replicas',
  D25: 'dynakube/kspm-image',
  D26: 'dynakube/kspm-without-monitoring',
  D27: 'dynakube/kspm-root-path',
  D28: 'dynakube/kspm-relative-path',
  D29: 'dynakube/log-monitoring-image',
  D31: 'dynakube/telemetry-protocol',
  D32: 'dynakube/telemetry-service-name',
  D33: 'dynakube/telemetry-service-suffix',
  D34: 'dynakube/telemetry-service-taken',
  D35: 'dynakube/collector-image',
  D36: 'dynakube/database-image',
  D37: 'dynakube/database-mount',
  D38: 'dynakube/unused-database-volume',
  D39: 'dynakube/resource-attribute',
  D40: 'dynakube/resource-attribute',
  D41: 'dynakube/resource-attribute',
  D42: 'dynakube/resource-attribute-key',
  D43: 'dynakube/resource-attribute-key',
  D44: 'dynakube/resource-attribute-key',
  D45: 'dynakube/registry-override',
  D46: 'dynakube/control-character',
  D47: 'dynakube/control-character',
  D48: 'dynakube/control-character',
  D49: 'dynakube/classic-with-public-registry',
  D50: 'dynakube/control-character',
  D51: 'dynakube/control-character',
  D52: 'dynakube/node-image-pull',
  W1: 'dynakube/active-gate-limits',
  W2: 'dynakube/installer-environment',
  W3: 'dynakube/host-group-argument',
  W4: 'dynakube/max-unavailable-twice',
  W5: 'dynakube/deprecated-version',
  W6: 'dynakube/deprecated-flag',
  W7: 'dynakube/unknown-flag',
  W8: 'dynakube/unused-collector-template',
  W9: 'dynakube/unused-log-template',
  W10: 'dynakube/auto-update',
  W11: 'dynakube/shared-extensions',
  W12: 'dynakube/kspm-without-paths',
  W13: 'dynakube/host-path-volume',
  W14: 'dynakube/extensions-without-monitoring',
  W15: 'dynakube/enrichment-off',
  W17: 'dynakube/many-resource-attributes',
  W18: 'dynakube/many-resource-attributes',
  W19: 'dynakube/many-resource-attributes',
  W20: 'dynakube/paas-token',
  W21: 'dynakube/redundant-registry-flag',
  W23: 'dynakube/renamed-resource-attribute',
  W24: 'dynakube/renamed-resource-attribute',
  W25: 'dynakube/renamed-resource-attribute',
  E2: 'edge-connect/api-server-scheme',
  E3: 'edge-connect/api-server',
  E4: 'edge-connect/name',
  E5: 'edge-connect/host-patterns',
  E6: 'edge-connect/automation',
  E7: 'edge-connect/oauth-endpoint',
  E8: 'edge-connect/oauth-endpoint',
  E9: 'edge-connect/oauth-host',
  E10: 'edge-connect/service-account',
};

/** Rules of the operator that are several rules in this library. */
const SPLIT: Readonly<Record<string, string>> = { 'dynakube/proxy-secret': 'D13', 'dynakube/missing-proxy-secret': 'D13', 'dynakube/proxy-url': 'D13' };

function casesOf(file: string): [string, OperatorCase][] {
  const cases = JSON.parse(readFileSync(join(__dirname, `${file}.json`), 'utf8')) as OperatorCase[];
  return cases.map(checked => [`${checked.id} (${checked.note})`, checked]);
}

function findingsOf({ objects, subject = 0 }: OperatorCase, upstreams: readonly string[]): Finding[] {
  return check(objects).filter(({ object, upstream }) => object === subject && upstreams.includes(upstream));
}

function verdicts(findings: OperatorCase['expected']): string[] {
  return [...new Set(findings.map(({ object, upstream, severity }) => `${object} ${upstream} ${severity}`))].sort();
}

/** The names of the operator's rules, as far as this library's rules distinguish them. */
function namesOf(rules: Iterable<string>): string[] {
  return [...new Set([...rules].map(rule => NAMES[rule] ?? SPLIT[rule] ?? rule))].sort();
}

const OPERATOR = ['operator', 'operator-warning'];

const schemaCases = casesOf('dynatrace-schema');
const operatorCases = [...casesOf('dynatrace-operator'), ...casesOf('dynatrace-edge-connect')];

test('all cases are present', () => {
  expect([schemaCases.length, operatorCases.length]).toEqual([47, 635]);
});

describe('the schema', () => {
  test.each(schemaCases)('%s', (_, checked) => {
    expect(verdicts(findingsOf(checked, ['schema']))).toEqual(verdicts(checked.expected));
  });
});

describe('the webhook', () => {
  test.each(operatorCases.filter(([, { refused }]) => !refused))('%s', (_, checked) => {
    const findings = findingsOf(checked, ['schema', ...OPERATOR]);
    expect(verdicts(findings)).toEqual(verdicts(checked.expected));
    expect(namesOf(findings.map(({ rule }) => rule))).toEqual(namesOf(checked.rules ?? []));
  });
});

describe('the webhook, called directly', () => {
  test.each(operatorCases.filter(([, { refused }]) => refused))('%s', (_, checked) => {
    expect(verdicts(findingsOf(checked, ['schema', ...OPERATOR]))).toEqual(['0 schema error']);
    const [object] = checked.objects;
    const rules = DYNATRACE_RULES.filter(({ kinds, upstream }) => kinds.includes(groupKindOf(object)) && OPERATOR.includes(upstream));
    const broken = rules.filter(rule => [...rule.check(object, DEFAULT_MESH_SETTINGS)].length > 0).map(({ name }) => name);
    // A version that is not served can't be converted.
    expect(namesOf(broken)).toEqual(object.apiVersion === 'dynatrace.com/v1beta4' ? [] : namesOf(checked.rules ?? []));
  });
});
