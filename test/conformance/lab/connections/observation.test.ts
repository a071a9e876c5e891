import { agrees, observe } from '../../../../conformance/lab/connections/observation';
import type { Prediction } from '../../../../conformance/lab/connections/prediction';

const FROM = '10.244.0.10:16001';
const received = (from: string) => ({ from: FROM, received: { server: 'outside', at: '198.18.0.1:443', from, tls: [{ sni: 'a.test', mutual: false }], protocol: 'http' as const, host: 'a.test' } });
const THROUGH = received('10.244.0.10:40000');
const REFUSED = { from: FROM, error: 'read ECONNRESET' };
const entry = (cluster: string | null, flags = '-') => ({ client: FROM, cluster, flags, upstream: null });
const SERVERS = { 'a.test': ['198.18.0.1'] };

describe('what happened', () => {
  test.each([
    ['that came from the client\'s own port went past the proxy', received(FROM), undefined, { verdict: 'BYPASSED', outcome: 'ARRIVES' }],
    ['that the proxy sent to the service of the host', THROUGH, entry('outbound|443||a.test'), { verdict: 'REACHABLE', service: 'a.test', outcome: 'ARRIVES' }],
    ['that the proxy sent to a wildcard over the host', THROUGH, entry('outbound|443||*.test'), { verdict: 'REACHABLE', service: '*.test', outcome: 'ARRIVES' }],
    ['that the proxy sent to a subset', THROUGH, entry('outbound|443|v1|a.test'), { verdict: 'REACHABLE', service: 'a.test', outcome: 'ARRIVES' }],
    ['that the proxy sent to another service', THROUGH, entry('outbound|443||b.test'), { verdict: 'MISROUTED', service: 'b.test', outcome: 'ARRIVES' }],
    ['that the proxy passed through', THROUGH, entry('PassthroughCluster'), { verdict: 'PASSTHROUGH', outcome: 'ARRIVES' }],
    ['that the proxy sent nowhere', REFUSED, entry('BlackHoleCluster', 'UH'), { verdict: 'BLOCKED', outcome: 'FAILS' }],
    ['that the proxy had no route for', REFUSED, entry(null, 'NR'), { verdict: 'BLOCKED', outcome: 'FAILS' }],
    ['that belongs to a service without endpoints', REFUSED, entry('outbound|443||a.test', 'UH'), { verdict: 'BLOCKED', outcome: 'FAILS' }],
    ['that the proxy sent to a service without an answer', REFUSED, entry('outbound|443||a.test', 'UF'), { verdict: 'REACHABLE', service: 'a.test', outcome: 'FAILS' }],
    ['that the proxy passed through without an answer', REFUSED, entry('PassthroughCluster', 'UF'), {
      outcome: 'FAILS', detail: 'PassthroughCluster got it, but no answer came back: read ECONNRESET, UF',
    }],
    ['that the proxy did not log', REFUSED, undefined, { outcome: 'FAILS', detail: 'read ECONNRESET, and the proxy did not log it' }],
    ['that arrived, and that the proxy did not log', THROUGH, undefined, { outcome: 'ARRIVES', detail: 'bytes arrived, but the proxy did not log it' }],
    ['that arrived, although the proxy refused it', THROUGH, entry('BlackHoleCluster', 'UH'), { outcome: 'ARRIVES', detail: 'bytes arrived by BlackHoleCluster' }],
  ])('to a connection %s', (_, dialled, sidecar, expected) => {
    expect(observe({ host: 'a.test' }, { ...dialled, ...sidecar ? { sidecar } : {} }, SERVERS)).toEqual(expected);
  });

  test('to a connection without a host: any service is right', () => {
    expect(observe({}, { ...THROUGH, sidecar: entry('outbound|9999||b.test') }, SERVERS)).toEqual({ verdict: 'REACHABLE', service: 'b.test', outcome: 'ARRIVES' });
  });

  test('to a connection whose server speaks something else: it fails, although bytes came back', () => {
    const { received: report } = THROUGH;
    const happened = { ...THROUGH, received: { ...report, tls: [], fault: 'plain HTTP at a server of TLS' }, sidecar: entry('outbound|80||a.test') };
    expect(observe({ host: 'a.test' }, happened, SERVERS)).toEqual({ verdict: 'REACHABLE', service: 'a.test', outcome: 'FAILS' });
  });

  test.each([
    ['sent on', THROUGH, entry('outbound|443||a.test'), { verdict: 'MISROUTED', service: 'gateway.test', gateway: 'REACHABLE', outcome: 'ARRIVES' }],
    ['refused', REFUSED, entry(null, 'NR'), { verdict: 'MISROUTED', service: 'gateway.test', gateway: 'BLOCKED', outcome: 'FAILS' }],
    ['is the sidecar of the server', THROUGH, entry('inbound|8080||'), { verdict: 'MISROUTED', service: 'gateway.test', outcome: 'ARRIVES' }],
  ])('to a connection that the next proxy %s', (_, dialled, next, expected) => {
    expect(observe({ host: 'a.test' }, { ...dialled, sidecar: entry('outbound|443||gateway.test'), next }, SERVERS)).toEqual(expected);
  });
});

describe('a prediction', () => {
  const answer = (given: Partial<Prediction>): Prediction => ({ verdict: 'REACHABLE', outcome: 'ARRIVES', because: [], explanation: '', ...given });

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

  test('is wrong if the connection ends differently, or if a gateway does something else', () => {
    expect(agrees(answer({}), { verdict: 'REACHABLE', outcome: 'FAILS' })).toBe(false);
    expect(agrees(answer({ outcome: 'UNKNOWN' }), { verdict: 'REACHABLE', outcome: 'FAILS' })).toBe(true);
    const led = answer({ verdict: 'MISROUTED', gateway: 'REACHABLE' });
    expect(agrees(led, { verdict: 'MISROUTED', gateway: 'REACHABLE', outcome: 'ARRIVES' })).toBe(true);
    expect(agrees(led, { verdict: 'MISROUTED', outcome: 'ARRIVES' })).toBe(false);
    expect(agrees(led, { verdict: 'MISROUTED', gateway: 'BLOCKED', outcome: 'ARRIVES' })).toBe(false);
  });

  test('that a gateway refuses is right if the connection fails there, also if the gateway has no listener that could log it', () => {
    const refused = answer({ verdict: 'MISROUTED', gateway: 'BLOCKED', outcome: 'FAILS' });
    expect(agrees(refused, { verdict: 'MISROUTED', gateway: 'BLOCKED', outcome: 'FAILS' })).toBe(true);
    expect(agrees(refused, { verdict: 'MISROUTED', outcome: 'FAILS' })).toBe(true);
    expect(agrees(refused, { verdict: 'MISROUTED', gateway: 'REACHABLE', outcome: 'FAILS' })).toBe(false);
  });
});
