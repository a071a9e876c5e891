import type { LogEntry } from '../../../src/analysis/logging/log-entry';
import { clientAddress, loggedConnection } from '../../../src/analysis/logging/logged-destination';

const entry = (fields: Partial<LogEntry>): LogEntry => ({ cluster: 'PassthroughCluster', dialled: '198.51.100.10:443', client: '192.0.2.10:16011', ...fields });
const ADDRESS = { address: '198.51.100.10', port: 443, isHttp2: false };

describe('the destination', () => {
  test.each<[string, Partial<LogEntry>, object]>([
    ['is the server name of TLS', { serverName: 'API.Example.com' }, { ...ADDRESS, protocol: 'https', host: 'api.example.com' }],
    ['is the address without a server name', {}, { ...ADDRESS, protocol: 'tcp' }],
    ['is the address if the server name is not one', { serverName: 'outbound_.443_._.api' }, { ...ADDRESS, protocol: 'tcp' }],
    ['is the Host of a request', { method: 'GET', protocol: 'HTTP/1.1', authority: 'api.example.com', dialled: '198.51.100.10:80' }, { ...ADDRESS, port: 80, protocol: 'http', host: 'api.example.com' }],
    ['is the Host with its port', { method: 'POST', protocol: 'HTTP/2', authority: 'api.example.com:8080', dialled: '198.51.100.10:8080' },
      { address: '198.51.100.10', port: 8080, protocol: 'http', host: 'api.example.com', isHttp2: true }],
    ['is the address if the Host is one', { method: 'GET', protocol: 'HTTP/1.1', authority: '198.51.100.10', dialled: '198.51.100.10:80' }, { ...ADDRESS, port: 80, protocol: 'tcp' }],
    ['is the proxy that a request for another port goes to', { method: 'GET', protocol: 'HTTP/1.1', authority: 'api.example.com', dialled: '198.51.100.10:3128' }, { ...ADDRESS, port: 3128, protocol: 'tcp' }],
    ['is the proxy that CONNECT goes to', { method: 'CONNECT', protocol: 'HTTP/1.1', authority: 'api.example.com:443' }, { ...ADDRESS, protocol: 'tcp' }],
    ['can be an IPv6 address', { dialled: '[2001:DB8:0::10]:9999' }, { protocol: 'tcp', address: '2001:db8::10', port: 9999, isHttp2: false }],
  ])('%s', (_, fields, destination) => {
    expect(loggedConnection(entry(fields))).toEqual({ kind: 'undeclared', destination });
  });
});

describe('an entry is', () => {
  const REQUEST = { method: 'GET', protocol: 'HTTP/1.1', authority: 'api.example.com', dialled: '198.51.100.10:80', cluster: undefined };

  test.each<[string, Partial<LogEntry>, string]>([
    ['a connection that passes', { cluster: 'PassthroughCluster' }, 'undeclared'],
    ['one that fails outside', { cluster: 'PassthroughCluster', flags: 'UF,URX' }, 'undeclared'],
    ['one that is blocked', { cluster: 'BlackHoleCluster', flags: 'UH' }, 'undeclared'],
    ['a request that is blocked', { ...REQUEST, route: 'block_all' }, 'undeclared'],
    ['one that no filter chain takes', { cluster: undefined, flags: 'NR' }, 'refused'],
    ['a request without a route', { ...REQUEST, flags: 'DC,NR' }, 'refused'],
    ['a connection to a declared host', { cluster: 'outbound|443||api.example.com' }, 'declared'],
    ['one without endpoints', { cluster: 'outbound|443||api.example.com', flags: 'UH' }, 'declared'],
    ['one from outside', { cluster: 'inbound|8080||' }, 'declared'],
    ['one from outside that passes', { cluster: 'InboundPassthroughCluster' }, 'declared'],
    ['a request that a filter answered', { ...REQUEST, flags: 'RL' }, 'declared'],
  ])('%s', (_, fields, kind) => {
    expect(loggedConnection(entry(fields))?.kind).toBe(kind);
  });

  test('nothing if its address is not one', () => {
    for (const dialled of ['@/socket', '198.51.100.10', '198.51.100.10:0', '198.51.100.10:70000', 'envoy://internal_listener/']) { expect(loggedConnection(entry({ dialled }))).toBeUndefined(); }
  });
});

test('the client has an address without its port', () => {
  expect([clientAddress(entry({})), clientAddress(entry({ client: '[fd00::10]:16011' })), clientAddress(entry({ client: undefined })), clientAddress(entry({ client: 'x' }))])
    .toEqual(['192.0.2.10', 'fd00::10', undefined, undefined]);
});
