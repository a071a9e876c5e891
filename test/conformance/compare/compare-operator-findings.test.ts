import { compareOperatorFindings, OPERATOR_RULE, operatorRules } from '../../../conformance/compare/compare-operator-findings';
import { findings } from '../../../conformance/protocol/answer';
import type { Answering, JudgeFinding } from '../../../conformance/protocol/judge';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const DYNAKUBE = {
  apiVersion: 'dynatrace.com/v1beta6',
  kind: 'DynaKube',
  metadata: { name: 'dk', namespace: 'dynatrace' },
  spec: { apiUrl: 'https://abc12345.live.dynatrace.com', networkZone: 'zone' },
};
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const theCase = (...objects: KubernetesObject[]) => ({ objects, questions: [] });

function judge(...found: JudgeFinding[]): Answering {
  return { ask: request => Promise.resolve({ id: 1, findings: 'objects' in request ? found : undefined }) };
}

const refusal: JudgeFinding = { object: 0, upstream: 'operator', severity: 'error', message: 'the API URL is wrong' };

test('the sides agree if object, upstream and severity are the same, however many findings there are', async () => {
  const { disagreements, counts } = await compareOperatorFindings(judge(refusal, refusal), theCase(DYNAKUBE, NAMESPACE));
  expect(disagreements).toEqual([]);
  expect(Object.fromEntries(counts)).toEqual({ 'custom resources': 1, 'findings of operator': 1, [`${OPERATOR_RULE}dynakube/api-url`]: 1 });
});

test('a finding of one side only is a disagreement', async () => {
  const { disagreements } = await compareOperatorFindings(judge(), theCase(DYNAKUBE));
  expect(disagreements.map(({ signature }) => signature)).toEqual(['only ours: DynaKube operator error by dynakube/api-url']);

  const warning: JudgeFinding = { object: 0, upstream: 'operator-warning', severity: 'warning', message: 'something else' };
  const other = await compareOperatorFindings(judge(refusal, warning), theCase(DYNAKUBE));
  expect(other.disagreements).toEqual([{
    signature: 'only theirs: DynaKube operator-warning warning: something else',
    text: 'only theirs: operator-warning warning about objects[0], DynaKube dk\n  something else',
  }]);
});

test('if the schema refuses an object, nothing else about it is compared', async () => {
  const schema: JudgeFinding = { object: 0, upstream: 'schema', severity: 'error', message: 'unknown field "spec.x"' };
  const wrong = { ...DYNAKUBE, spec: { ...DYNAKUBE.spec, x: 1 } };
  const { disagreements, counts } = await compareOperatorFindings(judge(schema), theCase(wrong));
  expect(disagreements).toEqual([]);
  expect(counts.get('custom resources that the schema refuses')).toBe(1);
  expect((await compareOperatorFindings(judge(), theCase(wrong))).disagreements.map(({ signature }) => signature)).toEqual([
    'only ours: DynaKube schema error by kubernetes/unknown-field', 'only ours: DynaKube operator error by dynakube/api-url',
  ]);
});

test('findings that are neither the operator\'s nor the API server\'s are not compared', async () => {
  const quiet = { ...DYNAKUBE, spec: { apiUrl: 'http://abc12345.live.dynatrace.com/api', oneAgent: { hostMonitoring: {} } } };
  expect(findings({ objects: [quiet] }).map(({ upstream }) => upstream)).toEqual(['ours']);
  expect((await compareOperatorFindings(judge(), theCase(quiet))).disagreements).toEqual([]);
});

test('a judge without an answer is a disagreement', async () => {
  const broken: Answering = { ask: () => Promise.resolve({ id: 1, error: 'panic: x' }) };
  expect((await compareOperatorFindings(broken, theCase(DYNAKUBE))).disagreements).toEqual([
    { signature: 'error: panic: x', text: 'the judge has no answer: panic: x' },
  ]);
});

test('the required rules are those that the webhook has', () => {
  const rules = operatorRules();
  expect(rules).toEqual(expect.arrayContaining(['dynakube/api-url', 'dynakube/shared-nodes', 'dynakube/unknown-flag', 'edge-connect/oauth-host']));
  expect(rules.filter(name => !/^(?:dynakube|edge-connect)\//.test(name))).toEqual([]);
  expect(rules).not.toContain('dynakube/istio-conflict');
});
