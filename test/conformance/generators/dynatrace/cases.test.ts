import * as fc from 'fast-check';
import { OPERATOR_RULE, operatorRules } from '../../../../conformance/compare/compare-operator-findings';
import type { Case } from '../../../../conformance/generators/base/case';
import { endpointLists, loneDynaKube, loneEdgeConnect, siblingDynaKubes } from '../../../../conformance/generators/dynatrace/cases';
import { soundDynaKube } from '../../../../conformance/generators/dynatrace/dyna-kube';
import { soundEdgeConnect } from '../../../../conformance/generators/dynatrace/edge-connect';
import { recordOf } from '../../../../src/analysis/base/json';
import { check } from '../../../../src/analysis/check';

const SEED = 7;

/** The operator always also warns about something else with each of these, so they never speak alone. */
const NEVER_ALONE = ['dynakube/max-unavailable-twice'];

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: count });
}

const LONE = sample(loneDynaKube, 4000);
const SIBLINGS = sample(siblingDynaKubes, 1200);
const EDGE_CONNECTS = sample(loneEdgeConnect, 500);
const LISTS = sample(endpointLists, 1000);

const specsOf = (cases: readonly Case[]) => cases.flatMap(({ objects }) => objects).map(({ spec }) => recordOf(spec));

test('a seed gives the same cases each time, and they are plain JSON', () => {
  const all = [[loneDynaKube, LONE], [siblingDynaKubes, SIBLINGS], [loneEdgeConnect, EDGE_CONNECTS], [endpointLists, LISTS]] as const;
  for (const [arbitrary, cases] of all) {
    const again = sample(arbitrary, 30);
    expect(again).toEqual(cases.slice(0, 30));
    expect(JSON.parse(JSON.stringify(again))).toEqual(again);
  }
});

test('sound objects have no findings', () => {
  const faults = [...sample(soundDynaKube, 500), ...sample(soundEdgeConnect, 200)]
    .flatMap(object => check([object])).filter(({ upstream }) => upstream === 'schema' || upstream.startsWith('operator'));
  // The operator has no way to use Prometheus extensions without this warning.
  expect([...new Set(faults.map(({ rule }) => rule))]).toEqual(['dynakube/unused-collector-template']);
});

test('every field of a DynaKube and of an EdgeConnect occurs', () => {
  const keysOf = (cases: readonly Case[]) => new Set(specsOf(cases).flatMap(spec => Object.keys(spec)));
  expect([...keysOf(LONE)].filter(key => !['extra', 'x'].includes(key)).sort()).toEqual([
    'activeGate', 'apiUrl', 'customPullSecret', 'dynatraceApiRequestThreshold', 'enableIstio', 'extensions', 'kspm', 'kubernetesMonitoring', 'logMonitoring', 'metadataEnrichment',
    'networkZone', 'oneAgent', 'otlpExporterConfiguration', 'proxy', 'publicRegistryOverride', 'resourceAttributes', 'skipCertCheck', 'telemetryIngest', 'templates', 'tokens', 'trustedCAs',
  ]);
  expect([...keysOf(EDGE_CONNECTS)].filter(key => !['extra', 'x'].includes(key)).sort()).toEqual([
    'annotations', 'apiServer', 'autoUpdate', 'caCertsRef', 'customPullSecret', 'env', 'hostPatterns', 'hostRestrictions', 'imageRef', 'kubernetesAutomation', 'labels', 'nodeSelector',
    'oauth', 'proxy', 'replicas', 'resources', 'serviceAccountName', 'tolerations', 'topologySpreadConstraints',
  ]);
});

test('every version of the API occurs, and one that does not exist', () => {
  const versionsOf = (cases: readonly Case[]) => [...new Set(cases.map(({ objects: [{ apiVersion }] }) => apiVersion))].sort();
  expect(versionsOf(LONE)).toEqual(['dynatrace.com/v1beta5', 'dynatrace.com/v1beta6', 'dynatrace.com/v9']);
  expect(versionsOf(EDGE_CONNECTS)).toEqual(['dynatrace.com/v1alpha1', 'dynatrace.com/v1alpha2', 'dynatrace.com/v9']);
});

test('each rule of the operator speaks alone for an object', () => {
  const heard = new Set<string>();
  for (const { objects } of [...LONE, ...SIBLINGS, ...EDGE_CONNECTS]) {
    const byKey = new Map<string, Set<string>>();
    for (const { object, upstream, rule } of check(objects)) {
      const key = `${object} ${upstream}`;
      byKey.set(key, (byKey.get(key) ?? new Set()).add(rule));
    }
    for (const rules of byKey.values()) { if (rules.size === 1) { rules.forEach(rule => heard.add(rule)); } }
  }
  expect(operatorRules().filter(name => !heard.has(name))).toEqual(NEVER_ALONE);
  expect(OPERATOR_RULE).not.toMatch(/^(?:rule|ours) /);
});

test('no two objects of a kind in a cluster have the same name', () => {
  for (const { objects } of SIBLINGS) {
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata?.namespace} ${metadata?.name}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('lists of endpoints have every separator, scheme and kind of host', () => {
  const lists = LISTS.map(({ objects: [{ status }] }) => JSON.stringify(status)).join('\n');
  for (const part of [';', ',', 'http://', 'HTTPS://', 'ftp://', '10.0.0.9', '[2001:db8::1]', '%25eth0', ':65536', ':0443', 'user:pw@', 'A.example.com', '/%zz']) {
    expect(lists).toContain(part);
  }
  expect(LISTS.some(({ objects: [{ status }] }) => recordOf(recordOf(recordOf(status).oneAgent).connectionInfoStatus).endpoints === '')).toBe(true);
});
