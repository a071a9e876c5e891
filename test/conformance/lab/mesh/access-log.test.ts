import { accessLogEntries, entryAfter, entryFrom } from '../../../../conformance/lab/mesh/access-log';

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

test('the next proxy logs the mark of a request, or the address from which a connection was sent', () => {
  const entry = (client: string, id: string | null) => ({ client, cluster: 'a', flags: null, upstream: null, id });
  const connection = entry('10.244.0.10:40000', null);
  const request = entry('10.244.0.10:40001', 'pod-1-7');
  const log = [connection, request].map(one => JSON.stringify(one)).join('\n');
  const sent = { client: '10.244.0.10:16001', cluster: 'b', flags: null, upstream: null };
  expect(entryAfter(log, { ...sent, upstreamLocal: '10.244.0.10:40000', id: null })).toEqual(connection);
  expect(entryAfter(log, { ...sent, upstreamLocal: '10.244.0.10:49999', id: 'pod-1-7' })).toEqual(request);
  expect(entryAfter(log, { ...sent, upstreamLocal: '10.244.0.10:49999', id: null })).toBeUndefined();
});

test('the last entry of a waypoint tells what it sent from a port', () => {
  const entry = (cluster: string, upstreamLocal: string) => ({ client: '10.244.0.10:16001', cluster, flags: null, upstream: null, upstreamLocal });
  const log = [entry('a', '10.244.0.11:1'), entry('b', '10.244.0.11:1'), entry('c', '10.244.0.11:2')].map(one => JSON.stringify(one)).join('\n');
  expect([entryFrom(log, '10.244.0.11:1')?.cluster, entryFrom(log, '10.244.0.11:3')]).toEqual(['b', undefined]);
});
