import { compareOperatorIstio } from '../../../conformance/compare/compare-operator-istio';
import type { Answering, JudgeRequest, JudgeResponse } from '../../../conformance/protocol/judge';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { OperatorComponent, operatorIstioObjects } from '../../../src/analysis/dynatrace/operator-istio-objects';

const OWNER = { name: 'dynakube', namespace: 'dynatrace' };
const API = objectsOf('operator', 'abc12345.live.dynatrace.com', 443);
const CODE_MODULES = objectsOf('oneagent', 'a.example.com', 9999);

function objectsOf(component: OperatorComponent, host: string, port: number): KubernetesObject[] {
  return operatorIstioObjects(OWNER, component, [{ scheme: 'https', host, port }]).map(object => ({ ...object }));
}

function caseOf(endpoints: string, activeGateEndpoints: string) {
  return {
    objects: [{
      apiVersion: 'dynatrace.com/v1beta6',
      kind: 'DynaKube',
      metadata: OWNER,
      spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api', enableIstio: true },
      status: { oneAgent: { connectionInfoStatus: { endpoints } }, activeGate: { connectionInfoStatus: { endpoints: activeGateEndpoints } } },
    }],
    questions: [],
  };
}

function judge(response: Omit<JudgeResponse, 'id'>, asked: JudgeRequest[] = []): Answering {
  return {
    ask: request => {
      asked.push(request);
      return Promise.resolve({ id: 1, ...response });
    },
  };
}

test('the sides agree if each component has the same objects, or fails', async () => {
  const asked: JudgeRequest[] = [];
  const { disagreements, counts } = await compareOperatorIstio(
    judge({ objects: [...API, ...CODE_MODULES], failed: { activegate: 'no protocol provided' } }, asked), caseOf('https://a.example.com:9999', 'x'),
  );
  expect(disagreements).toEqual([]);
  expect(Object.fromEntries(counts)).toEqual({ 'lists that the operator reads': 2, 'lists that the operator refuses': 1, 'objects of Istio': 4 });
  expect(asked).toEqual([{
    kind: 'operator-istio', ...OWNER, apiUrl: 'https://abc12345.live.dynatrace.com/api', endpoints: 'https://a.example.com:9999', activeGateEndpoints: 'x',
  }]);
});

test.each([
  ['an object is missing', { objects: [...API, CODE_MODULES[0]] }, 'https://a.example.com:9999', 'oneagent: objects differ'],
  ['an object differs', { objects: [...API, ...CODE_MODULES] }, 'https://a.example.com:9998', 'oneagent: objects differ'],
  ['only we fail', { objects: [...API, ...CODE_MODULES] }, 'a.example.com', 'oneagent: we fail'],
  ['only the operator fails', { objects: API, failed: { oneagent: 'x' } }, 'https://a.example.com:9999', 'oneagent: the operator fails'],
])('they don\'t agree if %s', async (_, response, endpoints, signature) => {
  const { disagreements } = await compareOperatorIstio(judge(response), caseOf(endpoints, ''));
  expect(disagreements.map(disagreement => disagreement.signature)).toEqual([signature]);
});

test('a judge without an answer is a disagreement', async () => {
  expect((await compareOperatorIstio(judge({ error: 'panic: x' }), caseOf('', ''))).disagreements).toEqual([
    { signature: 'error', text: 'the judge has no answer: panic: x' },
  ]);
});
