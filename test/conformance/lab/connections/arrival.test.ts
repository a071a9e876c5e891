import { isRight, outcomeOf } from '../../../../conformance/lab/connections/arrival';
import type { LabObservation } from '../../../../conformance/lab/mesh/lab-dial';
import type { TraceOutcome, TraceQuestion } from '../../../../src/analysis/reach/trace/trace';

const API: TraceQuestion = { namespace: 'shop', host: 'api.ext.test', port: 443, protocol: 'https' };
const SERVERS = { 'api.ext.test': ['203.0.113.7'], 'b.ext.test': ['203.0.113.8'] };
const LAYER = { mutual: false };

function observed(at: string, cluster: string, fault?: string, rest: Partial<LabObservation> = {}): LabObservation {
  return {
    received: { server: 'outside', at, from: '10.244.0.10:16000', tls: [LAYER], protocol: 'http', ...fault === undefined ? {} : { fault } },
    sidecar: { client: '10.244.0.10:16000', cluster, flags: null, upstream: at } as LabObservation['sidecar'],
    ...rest,
  };
}

test.each<[string, TraceQuestion, LabObservation, TraceOutcome]>([
  ['TLS of the client at its server', API, observed('203.0.113.7:443', 'outbound|443||api.ext.test'), 'ARRIVES'],
  ['no server', API, { error: 'reset' }, 'FAILS'],
  ['the server of another host', API, observed('203.0.113.8:443', 'outbound|443||b.ext.test'), 'FAILS'],
  ['any server for a client without a host', { ...API, host: undefined }, observed('203.0.113.8:443', 'outbound|443||b.ext.test'), 'ARRIVES'],
  ['the address that the client dials, whatever the host', { ...API, address: '203.0.113.30' }, observed('203.0.113.30:443', 'outbound|443||x'), 'ARRIVES'],
  ['a form that the server does not speak', API, observed('203.0.113.7:443', 'outbound|443||api.ext.test', 'TLS within TLS'), 'FAILS'],
  ['a form of the client that is only passed on', { ...API, protocol: 'http' }, observed('203.0.113.7:443', 'PassthroughCluster', 'plain HTTP at a server of TLS'), 'ARRIVES'],
  ['an IPv6 server', { ...API, address: '2001:db8::7' }, observed('[2001:db8::7]:443', 'PassthroughCluster'), 'ARRIVES'],
  ['the server of an alias', { ...API, host: 'alias.shop.svc.cluster.local' }, observed('203.0.113.7:443', 'outbound|443||api.ext.test', undefined, { to: '203.0.113.7:443' }), 'ARRIVES'],
])('%s', (_, question, observation, outcome) => {
  expect(outcomeOf(question, observation, SERVERS)).toBe(outcome);
});

test('who routes a whole domain says that its servers serve all of its names', () => {
  const observation = observed('203.0.113.8:443', 'outbound|443|out|gateway');
  expect([outcomeOf(API, observation, SERVERS, { domains: ['*.ext.test'] }), outcomeOf(API, observation, SERVERS, { domains: ['*.other.test'] }), outcomeOf(API, observation, SERVERS)]).toEqual(['ARRIVES', 'FAILS', 'FAILS']);
});

test('ztunnel sends what is declared, although it passes an entry with resolution NONE on as it does unknown addresses', () => {
  const { received } = observed('203.0.113.7:443', '', 'plain HTTP at a server of TLS');
  const outcome = (ztunnel: LabObservation['ztunnel'], passed: string[] = []) => outcomeOf(API, { received, ztunnel, to: '203.0.113.7:443' }, SERVERS, { passes: (address, port) => passed.includes(`${address}:${port}`) });
  expect([outcome({ service: 'api.ext.test' }), outcome({}, ['203.0.113.7:443']), outcome({}, ['203.0.113.7:80']), outcome({})]).toEqual(['FAILS', 'FAILS', 'ARRIVES', 'ARRIVES']);
});

test('a prediction is right if it is what happened, or leaves it open', () => {
  const right = (outcome: TraceOutcome, happened: TraceOutcome) => isRight({ outcome }, happened);
  expect([right('ARRIVES', 'ARRIVES'), right('FAILS', 'FAILS'), right('UNKNOWN', 'FAILS'), right('ARRIVES', 'FAILS'), right('FAILS', 'ARRIVES')])
    .toEqual([true, true, true, false, false]);
});
