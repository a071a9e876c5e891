import { AcceptanceTally } from '../../../../conformance/lab/acceptance/tally';

test('the tally is a table by kind, with a mark where something differs', () => {
  const tally = new AcceptanceTally();
  const manifest = (kind: string) => ({ object: { apiVersion: 'dynatrace.com/v1beta6', kind }, yaml: '' });
  tally.add([{ manifest: manifest('EdgeConnect'), faults: [] }, { manifest: manifest('DynaKube'), faults: [] }]);
  tally.add([{ manifest: manifest('DynaKube'), faults: ['refused'] }]);
  expect(tally.render()).toBe([
    'KIND                               WRITTEN  ACCEPTED UNCHANGED',
    'dynatrace.com/v1beta6 DynaKube     2        1                   <-- differs',
    'dynatrace.com/v1beta6 EdgeConnect  1        1',
  ].join('\n'));
});
