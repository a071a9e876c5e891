import { changedBy, predictedToChange } from '../../../../conformance/lab/connections/examination';
import type { Row } from '../../../../conformance/lab/connections/table';

const row = (predicted: Partial<Row['predicted']>, observed: Row['observed']): Row => ({
  from: 'Pod shop/web', to: 'https://a.test:443', predicted: { verdict: 'REACHABLE', outcome: 'ARRIVES', because: [], explanation: '', ...predicted }, observed,
});

const BEFORE = row({}, { verdict: 'REACHABLE', service: 'a.test', outcome: 'ARRIVES' });

test.each<[string, Row, number, number]>([
  ['the same end', row({ explanation: 'other words' }, { verdict: 'REACHABLE', service: 'a.test', outcome: 'ARRIVES' }), 0, 0],
  ['another verdict', row({ verdict: 'BLOCKED', outcome: 'FAILS' }, { verdict: 'BLOCKED', outcome: 'FAILS' }), 1, 1],
  ['another service', row({ service: 'b.test' }, { verdict: 'REACHABLE', service: 'b.test', outcome: 'ARRIVES' }), 1, 1],
  ['another way, by a gateway', row({ gateway: 'REACHABLE' }, { verdict: 'REACHABLE', service: 'a.test', gateway: 'REACHABLE', outcome: 'ARRIVES' }), 1, 1],
  ['a server that gets another form', row({ outcome: 'FAILS' }, { verdict: 'REACHABLE', service: 'a.test', outcome: 'FAILS' }), 1, 1],
  ['a change that was not predicted', row({}, { verdict: 'BLOCKED', outcome: 'FAILS' }), 1, 0],
])('without an object: %s', (_, after, happened, predicted) => {
  expect([changedBy([BEFORE], [after]), predictedToChange([BEFORE], [after])]).toEqual([happened, predicted]);
});
