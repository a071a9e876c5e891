import { agrees, observe } from '../../../../conformance/lab/connections/observation';
import type { Answer } from '../../../../src/analysis/reach/reachability';

const FROM = '10.244.0.10:16001';
const received = (from: string) => ({ from: FROM, received: { server: 'outside', at: '198.18.0.1:443', from, tls: [{ sni: 'a.test', mutual: false }], protocol: 'http' as const, host: 'a.test' } });
const THROUGH = received('10.244.0.10:40000');
const REFUSED = { from: FROM, error: 'read ECONNRESET' };
const entry = (cluster: string | null, flags = '-') => ({ client: FROM, cluster, flags, upstream: null });

describe('what happened', () => {
  test.each([
    ['that came from the client\'s own port went past the proxy', received(FROM), undefined, { verdict: 'BYPASSED' }],
    ['that the proxy sent to the service of the host', THROUGH, entry('outbound|443||a.test'), { verdict: 'REACHABLE', service: 'a.test' }],
    ['that the proxy sent to a wildcard over the host', THROUGH, entry('outbound|443||*.test'), { verdict: 'REACHABLE', service: '*.test' }],
    ['that the proxy sent to a subset', THROUGH, entry('outbound|443|v1|a.test'), { verdict: 'REACHABLE', service: 'a.test' }],
    ['that the proxy sent to another service', THROUGH, entry('outbound|443||b.test'), { verdict: 'MISROUTED', service: 'b.test' }],
    ['that the proxy passed through', THROUGH, entry('PassthroughCluster'), { verdict: 'PASSTHROUGH' }],
    ['that the proxy sent nowhere', REFUSED, entry('BlackHoleCluster', 'UH'), { verdict: 'BLOCKED' }],
    ['that the proxy had no route for', REFUSED, entry(null, 'NR'), { verdict: 'BLOCKED' }],
    ['that belongs to a service without endpoints', REFUSED, entry('outbound|443||a.test', 'UH'), { verdict: 'BLOCKED' }],
    ['that the proxy sent on without an answer', REFUSED, entry('outbound|443||a.test', 'UF'), {
      detail: 'outbound|443||a.test got it, but no answer came back: read ECONNRESET, UF',
    }],
    ['that the proxy did not log', REFUSED, undefined, { detail: 'read ECONNRESET, and the proxy did not log it' }],
    ['that arrived, and that the proxy did not log', THROUGH, undefined, { detail: 'bytes arrived, but the proxy did not log it' }],
    ['that arrived, although the proxy refused it', THROUGH, entry('BlackHoleCluster', 'UH'), { detail: 'bytes arrived by BlackHoleCluster' }],
  ])('to a connection %s', (_, dialled, logged, expected) => {
    expect(observe({ host: 'a.test' }, dialled, logged)).toEqual(expected);
  });

  test('to a connection without a host: any service is right', () => {
    expect(observe({}, THROUGH, entry('outbound|9999||b.test'))).toEqual({ verdict: 'REACHABLE', service: 'b.test' });
  });
});

describe('a prediction', () => {
  const answer = (given: Partial<Answer>): Answer => ({ verdict: 'REACHABLE', because: [], explanation: '', ...given });

  test('is right if verdict and service are right', () => {
    expect(agrees(answer({ service: 'a.test' }), { verdict: 'REACHABLE', service: 'a.test' })).toBe(true);
    expect(agrees(answer({ service: 'a.test' }), { verdict: 'REACHABLE', service: 'b.test' })).toBe(false);
    expect(agrees(answer({ service: 'a.test' }), { verdict: 'BLOCKED' })).toBe(false);
  });

  test('that is UNKNOWN is right if one of its alternatives is', () => {
    const unknown = answer({ verdict: 'UNKNOWN', alternatives: ['BLOCKED', 'REACHABLE'] });
    expect(agrees(unknown, { verdict: 'REACHABLE', service: 'a.test' })).toBe(true);
    expect(agrees(unknown, { verdict: 'PASSTHROUGH' })).toBe(false);
  });

  test('is not wrong if the connection was not tried, but is wrong if the observations don\'t fit together', () => {
    expect(agrees(answer({}), { notTried: 'this machine has no IPv6' })).toBe(true);
    expect(agrees(answer({ verdict: 'BLOCKED' }), { detail: 'no answer in time' })).toBe(false);
  });
});
