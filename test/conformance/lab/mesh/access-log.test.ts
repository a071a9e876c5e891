import { accessLogEntries } from '../../../../conformance/lab/mesh/access-log';

test('entries are found by their client, among other lines of the log', () => {
  const refused = { client: '10.244.0.10:16001', cluster: 'BlackHoleCluster', flags: 'UH', upstream: null };
  const sent = { client: '[fd00::10]:16002', cluster: 'outbound|443||a.test', flags: '-', upstream: '198.18.0.1:443' };
  const text = ['[2026-01-01 00:00:00.000][1][warning] {no entry}', JSON.stringify(refused), JSON.stringify(sent), '{"client":"10.244.0.10:160'].join('\n');
  expect([...accessLogEntries(text)]).toEqual([['10.244.0.10:16001', refused], ['[fd00::10]:16002', sent]]);
});

test('if two entries have one client, the last entry counts', () => {
  const entry = (cluster: string): string => JSON.stringify({ client: '10.244.0.10:16001', cluster, flags: '-', upstream: null });
  expect(accessLogEntries(`${entry('a')}\n${entry('b')}\n`).get('10.244.0.10:16001')?.cluster).toBe('b');
});
