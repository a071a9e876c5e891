import { compareReach } from '../../../conformance/compare/compare-reach';
import type { JudgeAnswer, JudgeResponse } from '../../../conformance/protocol/judge';
import type { ReachQuestion } from '../../../src/analysis/reach/reachability';

const ENTRY = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'api', namespace: 'egress' },
  spec: { hosts: ['api.ext.test'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' },
};
const KNOWN: ReachQuestion = { namespace: 'shop', host: 'api.ext.test', address: '203.0.113.7', port: 443, protocol: 'https' };
const BYPASSED: ReachQuestion = { ...KNOWN, annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' } };

/** Two entries whose order is undefined: the first gets every connection of the port. */
const UNORDERED = ['a', 'b'].map(name => ({
  ...ENTRY, metadata: { name, namespace: 'egress' }, spec: { ...ENTRY.spec, hosts: [`${name}.ext.test`], ports: [{ number: 9000, name: 'tcp', protocol: 'TCP' }] },
}));
const TO_A: ReachQuestion = { namespace: 'shop', host: 'a.ext.test', address: '203.0.113.7', port: 9000, protocol: 'tcp' };

async function compared(
  questions: readonly ReachQuestion[],
  attempts: readonly (readonly JudgeAnswer[])[],
  objects: readonly (typeof ENTRY)[] = [ENTRY],
) {
  let asked = 0;
  const ask = (): Promise<JudgeResponse> => {
    asked += 1;
    return Promise.resolve({ id: asked, answers: attempts[(asked - 1) % attempts.length] });
  };
  const { disagreements, counts } = await compareReach({ ask }, { objects, questions });
  return { asked, signatures: disagreements.map(({ signature }) => signature), counts: Object.fromEntries(counts) };
}

test('equal verdicts agree, and one question is enough', async () => {
  expect(await compared([KNOWN], [[{ verdict: 'REACHABLE' }]])).toEqual({ asked: 1, signatures: [], counts: { 'answers': 1, 'answers REACHABLE': 1 } });
});

test('another verdict is a disagreement after the judge has given it twenty times', async () => {
  expect(await compared([KNOWN], [[{ verdict: 'BLOCKED' }]])).toEqual({
    asked: 20, signatures: ['https: REACHABLE to us, BLOCKED to the judge'], counts: { 'answers': 1, 'answers BLOCKED': 1 },
  });
});

test('an answer that changes is set aside and counted', async () => {
  expect(await compared([KNOWN], [[{ verdict: 'BLOCKED' }], [{ verdict: 'BLOCKED' }], [{ verdict: 'REACHABLE' }]])).toEqual({
    asked: 3, signatures: [], counts: { 'answers': 1, 'answers BLOCKED': 1, 'answers set aside, because Istio changes its answer': 1 },
  });
});

test('a connection that bypasses the sidecar is not compared, because no simulation covers it', async () => {
  expect(await compared([BYPASSED], [[{ verdict: 'BLOCKED' }]])).toEqual({
    asked: 1, signatures: [], counts: { 'answers': 1, 'answers BYPASSED, which no simulation covers': 1 },
  });
});

test('UNKNOWN is counted, and is a disagreement only if the judge\'s verdict is not one of our alternatives', async () => {
  expect(await compared([TO_A], [[{ verdict: 'MISROUTED' }]], UNORDERED)).toEqual({
    asked: 1, signatures: [], counts: { 'answers': 1, 'answers UNKNOWN to us': 1 },
  });
  expect((await compared([TO_A], [[{ verdict: 'PASSTHROUGH' }]], UNORDERED)).signatures).toEqual(['tcp: UNKNOWN to us, PASSTHROUGH to the judge']);
});

test('an answer that changes is still a disagreement if it is never ours', async () => {
  expect(await compared([KNOWN], [[{ verdict: 'BLOCKED' }], [{ verdict: 'MISROUTED' }]])).toMatchObject({
    asked: 20, signatures: ['https: REACHABLE to us, BLOCKED to the judge'],
  });
});

test('a failed answer is not another answer', async () => {
  expect(await compared([KNOWN], [[{ verdict: 'BLOCKED' }], [{ error: 'late' }]])).toMatchObject({ signatures: ['https: REACHABLE to us, BLOCKED to the judge'] });
});

test('verdicts at gateways are counted separately', async () => {
  expect(await compared([{ ...KNOWN, gateway: true }], [[{ verdict: 'BLOCKED' }]])).toMatchObject({
    signatures: [], counts: { 'answers': 1, 'answers BLOCKED': 1, 'answers at gateways': 1, 'answers at gateways BLOCKED': 1 },
  });
});

test('a connection that the judge cannot answer is a disagreement, and so is a mesh', async () => {
  expect((await compared([KNOWN], [[{ error: 'panic' }]])).signatures).toEqual(['https: REACHABLE to us, error panic to the judge']);
  const { disagreements } = await compareReach({ ask: () => Promise.resolve({ id: 1, error: 'objects[3] is refused' }) }, { objects: [ENTRY], questions: [KNOWN] });
  expect(disagreements).toEqual([{ signature: 'error objects[_] is refused', text: 'the judge has no answer: objects[3] is refused' }]);
});

test('istiod\'s crash is set aside if one of our rules predicts it, and is a disagreement otherwise', async () => {
  const wildcard = { ...ENTRY, spec: { ...ENTRY.spec, hosts: ['*.ext.test'], resolution: 'DYNAMIC_DNS' } };
  const policy = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'api', namespace: 'egress' },
    spec: { host: '*.ext.test', trafficPolicy: { outlierDetection: {} } },
  };
  const crash = { error: 'panic: runtime error' };
  expect(await compared([KNOWN], [[crash]], [wildcard, policy as unknown as typeof ENTRY])).toEqual({
    asked: 1, signatures: [], counts: { 'answers': 1, 'answers set aside, because istiod crashes and one of our rules predicts it': 1 },
  });
  expect((await compared([KNOWN], [[crash]], [wildcard])).signatures).toEqual(['https: REACHABLE to us, error panic: runtime error to the judge']);
});
