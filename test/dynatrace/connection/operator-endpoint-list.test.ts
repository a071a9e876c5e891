import * as fc from 'fast-check';
import { ConnectionInfo } from '../../../src/dynatrace/connection/connection-info';
import { EndpointSeparator, operatorEndpointText, parseOperatorEndpoint, parseOperatorEndpointList } from '../../../src/dynatrace/connection/operator-endpoint-list';

const read = (list: string, separator = EndpointSeparator.ONE_AGENT): string[] =>
  parseOperatorEndpointList(list, separator, "'connectionInfo'").map(operatorEndpointText);

test('an endpoint keeps its letters, and gets the port of its scheme', () => {
  expect(parseOperatorEndpoint('HTTPS://A.Example.com./communication')).toEqual({ scheme: 'https', host: 'A.Example.com.', port: 443 });
  expect(parseOperatorEndpoint('http://[2001:DB8::1]')).toEqual({ scheme: 'http', host: '2001:DB8::1', port: 80 });
  expect(parseOperatorEndpoint('https://user:pw@a.example.com:00443?x#y')).toEqual({ scheme: 'https', host: 'a.example.com', port: 443 });
});

test.each([
  ['https://a.example.com:0', 0],
  ['https://a.example.com:70000', 70000],
  ['https://a.example.com:4294967295', 4294967295],
])('%s has a port that no connection can have', (url, port) => {
  expect(parseOperatorEndpoint(url)?.port).toBe(port);
});

test.each(['https://a.example.com:4294967296', 'ftp://a.example.com', '//a.example.com', 'a.example.com', '', ' https://a.example.com', 'https://a b'])(
  '%j is refused', url => {
    expect(parseOperatorEndpoint(url)).toBeUndefined();
  });

test('a list is sorted by the texts of its endpoints, each once', () => {
  expect(read('https://b.example.com;https://a.example.com:443/x;https://a.example.com;http://z.example.com;https://a-b.example.com')).toEqual([
    'http://z.example.com:80', 'https://a-b.example.com:443', 'https://a.example.com:443', 'https://b.example.com:443',
  ]);
});

test('texts beyond ASCII are sorted by bytes', () => {
  expect(read('https://\u{1f600}.example.com;https://\uff5e.example.com')).toEqual(['https://\uff5e.example.com:443', 'https://\u{1f600}.example.com:443']);
});

test('an empty list has no endpoints', () => {
  expect(read('')).toEqual([]);
});

test('each list has its own separator, and the other separator is a part of the URL', () => {
  const both = 'https://a.example.com;https://b.example.com,https://c.example.com';
  expect(read('https://a.example.com/x,https://b.example.com')).toEqual(['https://a.example.com:443']);
  expect(read(both)).toEqual(['https://a.example.com:443', 'https://b.example.com,https:443']);
  expect(read(both, EndpointSeparator.ACTIVE_GATE)).toEqual(['https://a.example.com;https:443', 'https://c.example.com:443']);
});

test.each([
  ['https://a.example.com; https://b.example.com', 2],
  ['https://a.example.com;', 2],
  [';https://a.example.com', 1],
  ['https://a.example.com;https://user:hunter2@b.example.com:x', 2],
  [' ', 1],
])('%j is refused as a whole, and nothing of it is quoted', (list, part) => {
  expect(() => read(list)).toThrow(new Error(
    `'connectionInfo' part ${part}: must be an http or https URL, separated by ";" without spaces, otherwise the operator rejects the whole list`,
  ));
});

test('if both readings accept a list of plain endpoints, their results are equal', () => {
  const host = fc.oneof(fc.domain().filter(name => !/\.[0-9]+$/.test(name)), fc.ipV4().filter(address => address !== '0.0.0.0'));
  const endpoint = fc.tuple(fc.constantFrom('http', 'https'), host, fc.integer({ min: 1, max: 65535 })).map(([scheme, name, port]) => `${scheme}://${name.toLowerCase()}:${port}/communication`);
  fc.assert(fc.property(fc.array(endpoint, { minLength: 1, maxLength: 8 }), endpoints => {
    const list = endpoints.join(';');
    expect(read(list)).toEqual(ConnectionInfo.fromEndpoints(list).endpoints.map(String));
  }));
});
