import type { Prediction } from '../../../../conformance/lab/connections/prediction';
import { differences, renderTable, Row } from '../../../../conformance/lab/connections/table';

const answer = (given: Partial<Prediction>): Prediction => ({ verdict: 'REACHABLE', outcome: 'ARRIVES', because: [], explanation: '', ...given });

const ROWS: readonly Row[] = [
  { from: 'Pod shop/web', to: 'https://a.test:443', predicted: answer({ service: 'a.test' }), observed: { verdict: 'REACHABLE', service: 'a.test' } },
  { from: 'Pod shop/web', to: 'tcp://203.0.113.7:1', predicted: answer({ verdict: 'BLOCKED', outcome: 'FAILS' }), observed: { verdict: 'PASSTHROUGH', outcome: 'ARRIVES' } },
  { from: 'Pod shop/web', to: 'https://b.test:443', predicted: answer({ verdict: 'MISROUTED', service: 'a.test', outcome: 'FAILS' }), observed: { verdict: 'MISROUTED', service: 'a.test', outcome: 'FAILS' } },
  { from: 'Pod shop/web', to: 'https://c.test:443', predicted: answer({ service: 'c.test' }), observed: { verdict: 'REACHABLE', service: '*.test' } },
  { from: 'Pod shop/web', to: 'https://d.test:443', predicted: answer({ verdict: 'UNKNOWN', alternatives: ['BLOCKED', 'REACHABLE'], outcome: 'UNKNOWN' }), observed: { verdict: 'BLOCKED' } },
  { from: 'Pod shop/web', to: 'tcp://[2001:db8::1]:9', predicted: answer({}), observed: { notTried: 'this machine has no IPv6' } },
  { from: 'Pod shop/web', to: 'https://e.test:443', predicted: answer({}), observed: { detail: 'no answer in time' } },
];

test('the table shows what was predicted and what happened, and marks what differs', () => {
  expect(`\n${renderTable(ROWS)}\n`).toMatchInlineSnapshot(`
"
FROM          TO                     PREDICTED                       OBSERVED
Pod shop/web  https://a.test:443     REACHABLE                       REACHABLE
Pod shop/web  tcp://203.0.113.7:1    BLOCKED                         PASSTHROUGH  <-- differs
Pod shop/web  https://b.test:443     MISROUTED a.test                MISROUTED a.test
Pod shop/web  https://c.test:443     REACHABLE c.test                REACHABLE *.test  <-- differs
Pod shop/web  https://d.test:443     UNKNOWN (BLOCKED or REACHABLE)  BLOCKED
Pod shop/web  tcp://[2001:db8::1]:9  REACHABLE                       not tried: this machine has no IPv6
Pod shop/web  https://e.test:443     REACHABLE                       no answer in time  <-- differs
"
`);
});

test('differences are the marked rows', () => {
  expect(differences(ROWS)).toEqual([ROWS[1], ROWS[3], ROWS[6]]);
});
