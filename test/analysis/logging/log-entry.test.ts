import * as fc from 'fast-check';
import { MAX_LINE, parseLogLine } from '../../../src/analysis/logging/log-entry';

const TCP = '[2026-01-31T12:00:00.000Z] "- - -" 0 UH - - "-" 0 0 0 - "-" "-" "-" "-" "-" BlackHoleCluster - 198.51.100.10:443 192.0.2.10:16011 api.example.com -';
const TCP_ENTRY = { flags: 'UH', cluster: 'BlackHoleCluster', dialled: '198.51.100.10:443', client: '192.0.2.10:16011', serverName: 'api.example.com' };
const HTTP = '[2026-01-31T12:00:00.000Z] "GET /rates?a=b HTTP/1.1" 200 - via_upstream - "-" 0 131 0 0 "-" "curl/8" "0000" "rates.example.com" "203.0.113.99:80" PassthroughCluster '
  + '192.0.2.10:43294 203.0.113.99:80 192.0.2.10:16009 - allow_any';
const HTTP_ENTRY = {
  method: 'GET', protocol: 'HTTP/1.1', authority: 'rates.example.com', cluster: 'PassthroughCluster', dialled: '203.0.113.99:80', client: '192.0.2.10:16009', route: 'allow_any',
};
const JSON_LINE = JSON.stringify({
  authority: null,
  downstream_local_address: '198.51.100.10:443',
  downstream_remote_address: '192.0.2.10:16011',
  method: null,
  protocol: null,
  requested_server_name: 'api.example.com',
  response_code: 0,
  response_flags: 'UH',
  route_name: null,
  upstream_cluster: 'BlackHoleCluster',
  upstream_host: null,
});

test('reads a connection and a request in the text format', () => {
  expect(parseLogLine(TCP)).toEqual(TCP_ENTRY);
  expect(parseLogLine(`${TCP}\r`)).toEqual(TCP_ENTRY);
  expect(parseLogLine(HTTP)).toEqual(HTTP_ENTRY);
});

test('reads the JSON format', () => {
  expect(parseLogLine(JSON_LINE)).toEqual(TCP_ENTRY);
});

test.each<[string, string, string | undefined]>([
  ['kubectl logs --prefix', '[pod/web-7d9f4c5b6-x2x4z/istio-proxy] ', 'web-7d9f4c5b6-x2x4z'],
  ['kubectl logs --prefix --timestamps', '[pod/web-0/istio-proxy] 2026-01-31T12:00:00.000000000Z ', 'web-0'],
  ['kubectl logs --timestamps', '2026-01-31T12:00:00.000000000Z ', undefined],
  ['stern', 'web-7d9f4c5b6-x2x4z istio-proxy ', 'web-7d9f4c5b6-x2x4z'],
  ['stern with namespaces', 'shop web-7d9f4c5b6-x2x4z › istio-proxy ', 'web-7d9f4c5b6-x2x4z'],
  ['a file of the container runtime', '2026-01-31T12:00:00.000000000Z stdout F ', undefined],
])('reads lines of %s', (_, prefix, pod) => {
  for (const [line, entry] of [[TCP, TCP_ENTRY], [HTTP, HTTP_ENTRY], [JSON_LINE, TCP_ENTRY]] as const) {
    expect(parseLogLine(prefix + line)).toEqual({ ...entry, ...pod === undefined ? {} : { pod } });
  }
});

test('reads lines that a collector put into JSON of its own', () => {
  expect(parseLogLine(JSON.stringify({ log: `${TCP}\n`, stream: 'stdout' }))).toEqual(TCP_ENTRY);
  expect(parseLogLine(JSON.stringify({ message: JSON_LINE }))).toEqual(TCP_ENTRY);
  expect(parseLogLine(JSON.stringify({ jsonPayload: JSON.parse(JSON_LINE) as object }))).toEqual(TCP_ENTRY);
});

test('what a client writes into its headers does not shift the fields', () => {
  const agents = fc.string({ unit: fc.constantFrom('"', ' ', '-', 'a', '\\', '[', ']', '{', '}', '1'), maxLength: 40 });
  fc.assert(fc.property(agents, agents, (agent, forwarded) => {
    expect(parseLogLine(HTTP.replace('"curl/8"', () => `"${agent}"`).replace('0 0 "-"', () => `0 0 "${forwarded}"`))).toEqual(HTTP_ENTRY);
  }), { numRuns: 500 });
});

test.each([
  ['an empty line', ''],
  ['another line of the proxy', '2026-01-31T12:00:00.000000Z\tinfo\txdsproxy\tconnected to upstream XDS server'],
  ['half of a line', TCP.slice(0, 100)],
  ['a format of one\'s own', '[2026-01-31T12:00:00.000Z] "GET / HTTP/1.1" 200 api.example.com'],
  ['other JSON', '{"level":"info","msg":"started"}'],
  ['broken JSON', JSON_LINE.slice(0, -1)],
  ['an address that is missing', TCP.replace('198.51.100.10:443', '-')],
  ['a line that is too long', `${TCP}${' '.repeat(MAX_LINE)}`],
])('%s is not an entry', (_, line) => {
  expect(parseLogLine(line)).toBeUndefined();
});

test('long lines of any form take little time', () => {
  const start = Date.now();
  for (const part of ['"', ' ', '[', '{', '[2026-01-31T12:00:00.000Z] "', '[2026-01-31T12:00:00.000Z] "- - -" 0 - - - "', '[pod/', 'a-']) {
    const line = part.repeat(Math.floor((MAX_LINE - 200) / part.length));
    parseLogLine(line);
    parseLogLine(`${line}${TCP}`);
    parseLogLine(TCP.replace('- -"', `${line} -"`));
  }
  expect(Date.now() - start).toBeLessThan(2000);
});
