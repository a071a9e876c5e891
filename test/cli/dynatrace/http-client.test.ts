import dns from 'node:dns';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServer, Behavior, ForwardProxy, startProxy, startServer } from './api-server';
import { AUTHORITY } from './certificates';
import { HttpClient, HttpOptions } from '../../../src/cli/dynatrace/http-client';
import { trustedAuthorities } from '../../../src/cli/dynatrace/trusted-authorities';

const HEADERS = { authorization: 'Api-Token the-token' };

let server: ApiServer;
let tlsServer: ApiServer;
let proxy: ForwardProxy;
beforeAll(async () => {
  server = await startServer();
  tlsServer = await startServer({ tls: true });
  proxy = await startProxy(tlsServer.port);
});
afterAll(async () => { await Promise.all([server.stop(), tlsServer.stop(), proxy.stop()]); });
beforeEach(() => {
  for (const { seen } of [server, tlsServer, proxy]) { seen.length = 0; }
  proxy.refuseWith(undefined);
});

const ok: Behavior = response => { response.setHeader('content-type', 'application/json'); response.end('{"a":1}'); };
const status = (code: number, headers: Record<string, string> = {}): Behavior => response => { response.writeHead(code, headers); response.end('busy'); };
const cut: Behavior = response => { response.socket!.destroy(); };
const cutInBody: Behavior = response => { response.writeHead(200, { 'content-length': '100' }); response.write('{"a"'); setTimeout(() => response.socket!.destroy(), 20); };
const garbage: Behavior = response => { response.socket!.end('SSH-2.0-OpenSSH_9.2\r\n'); };
const silent: Behavior = () => undefined;
const drip: Behavior = response => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
const endless: Behavior = response => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(Buffer.alloc(256 * 1024, 32)), 5);
  response.on('close', () => clearInterval(timer));
};

/** What came of a request: a text with the status and the body or the reason, and each wait in milliseconds with its reason. */
async function ask(url: string, options: Partial<HttpOptions> = {}): Promise<{ result: string; waits: [string, number][] }> {
  const waits: [string, number][] = [];
  const client = new HttpClient({
    attempts: 3, attemptMs: 5000, totalMs: 60_000, onRetry: (reason, ms) => { waits.push([reason, ms]); }, wait: async () => undefined, ...options,
  });
  try {
    const answer = await client.get(new URL(url), HEADERS);
    return { result: `${answer.status} ${answer.body.toString()}${answer.redirectsTo === undefined ? '' : ` -> ${answer.redirectsTo}`}`, waits };
  } catch (error) {
    return { result: (error as Error).message, waits };
  }
}

describe('faults that pass', () => {
  test.each<[string, Behavior, string]>([
    ['a busy server', status(429), 'it answers 429'],
    ['an error of the server', status(500), 'it answers 500'],
    ['a gateway without its server', status(502), 'it answers 502'],
    ['a server that restarts', status(503), 'it answers 503'],
    ['a connection that is cut', cut, 'it cut the connection'],
    ['a connection that is cut in the middle of the answer', cutInBody, 'it cut the connection'],
  ])('%s is asked again, after a wait that doubles', async (_, behavior, reason) => {
    server.behave(behavior, behavior, ok);
    const { result, waits } = await ask(server.url);
    expect({ result, reasons: waits.map(([why]) => why) }).toEqual({ result: '200 {"a":1}', reasons: [reason, reason] });
    expect(waits[0][1]).toBeGreaterThanOrEqual(250);
    expect(waits[0][1]).toBeLessThanOrEqual(500);
    expect(waits[1][1]).toBeGreaterThanOrEqual(500);
    expect(waits[1][1]).toBeLessThanOrEqual(1000);
    expect(server.seen).toHaveLength(3);
  });

  test('end with the last attempt', async () => {
    server.behave(status(503));
    expect((await ask(server.url)).result).toBe('it answers 503, also at attempt 3');
    expect(server.seen).toHaveLength(3);
    server.behave(cut);
    expect((await ask(server.url, { attempts: 1 })).result).toBe('it cut the connection');
  });

  test('wait as long as Retry-After asks, in seconds or as a date', async () => {
    server.behave(status(429, { 'retry-after': '7' }), status(503, { 'retry-after': new Date(Date.now() + 20_000).toUTCString() }), ok);
    const { result, waits } = await ask(server.url);
    expect(result).toBe('200 {"a":1}');
    expect(waits[0][1]).toBeGreaterThanOrEqual(7000);
    expect(waits[0][1]).toBeLessThanOrEqual(7500);
    expect(waits[1][1]).toBeGreaterThanOrEqual(18_000);
    expect(waits[1][1]).toBeLessThanOrEqual(20_500);
  });

  test('end at once if Retry-After is later than the time limit', async () => {
    server.behave(status(429, { 'retry-after': '3600' }));
    const { result, waits } = await ask(server.url);
    expect(result.replace(/3600\.\d/, '3600')).toBe('it answers 429, and the next attempt would be in 3600 s, after the end of --timeout (60 s)');
    expect(waits).toEqual([]);
  });
});

describe('time limits', () => {
  test.each<[string, Behavior]>([['a server that says nothing', silent], ['a server whose answer drips', drip]])('%s is left', async (_, behavior) => {
    server.behave(behavior);
    expect((await ask(server.url, { attempts: 1, attemptMs: 300 })).result).toBe('it has not answered completely within 0.3 s');
    server.behave(behavior, ok);
    expect(await ask(server.url, { attemptMs: 300 })).toEqual({ result: '200 {"a":1}', waits: [['it has not answered completely within 0.3 s', expect.any(Number)]] });
  });

  test('the limit of all attempts ends them', async () => {
    server.behave(drip);
    const start = Date.now();
    const { result } = await ask(server.url, { attempts: 100, attemptMs: 300, totalMs: 1000 });
    expect(result).toMatch(/^it has not answered completely within 0\.\d s, and the next attempt would be in \d(?:\.\d)? s, after the end of --timeout \(1 s\)$/);
    expect(Date.now() - start).toBeLessThan(2500);
  });
});

describe('faults that stay', () => {
  test.each<[string, Behavior, string]>([
    ['a status that is an answer', status(401), '401 busy'],
    ['an answer without end', endless, 'its answer has more than 1 MiB, which no list of endpoints has'],
    ['something else than HTTP', garbage, 'it does not answer in HTTP'],
  ])('%s is not asked again', async (_, behavior, result) => {
    server.behave(behavior);
    expect(await ask(server.url)).toEqual({ result, waits: [] });
    expect(server.seen).toHaveLength(1);
  });

  test('a redirect is not followed, so that no other host gets the token', async () => {
    const other = await startServer();
    other.behave(ok);
    server.behave(status(302, { location: `${other.url}/api?secret=1` }));
    expect(await ask(server.url)).toEqual({ result: `302 busy -> ${other.url}`, waits: [] });
    expect(other.seen).toEqual([]);
    await other.stop();
  });

  test('a host without an address, and a port without a server, are named', async () => {
    // Without any DNS server, it is asked again.
    expect((await ask('https://no-such-host.invalid/')).result).toMatch(/^its name is not known to DNS(?:, also at attempt 3)?$/);
    const stopped = await startServer();
    await stopped.stop();
    expect((await ask(stopped.url)).result).toBe('it refuses the connection, also at attempt 3');
  });

  test('a server that does not speak TLS', async () => {
    server.behave(ok);
    expect((await ask(server.url.replace('http:', 'https:'))).result).toBe('it does not speak TLS there');
  });
});

describe('TLS and proxies', () => {
  const TARGET = 'https://abc12345.live.dynatrace.example/api';
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ca-'));
    writeFileSync(join(folder, 'ca.pem'), `Some text\n${AUTHORITY}`);
  });
  afterAll(() => { rmSync(folder, { recursive: true }); });

  test('a certificate of an unknown authority is refused, also if the environment turns the check off', async () => {
    tlsServer.behave(ok);
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await ask(TARGET, { proxy: { url: proxy.url } })).toEqual({
        result: 'its certificate is not from a known authority: pass the authority\'s certificate with --ca-file', waits: [],
      });
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
    expect(tlsServer.seen).toEqual([]);
  });

  test('with its authority, the server is asked through the proxy, which does not see the token', async () => {
    tlsServer.behave(ok);
    const authorities = trustedAuthorities(join(folder, 'ca.pem'));
    expect(await ask(TARGET, { proxy: { url: proxy.url, authorization: 'Basic dXNlcjpwYXNz' }, authorities })).toEqual({ result: '200 {"a":1}', waits: [] });
    expect(proxy.seen).toEqual([{ target: 'abc12345.live.dynatrace.example:443', authorization: 'Basic dXNlcjpwYXNz' }]);
    expect(tlsServer.seen).toEqual([{ url: '/api', authorization: 'Api-Token the-token', host: 'abc12345.live.dynatrace.example' }]);
  });

  test('a certificate for another host is refused', async () => {
    tlsServer.behave(ok);
    const authorities = trustedAuthorities(join(folder, 'ca.pem'));
    expect((await ask('https://other.example/', { proxy: { url: proxy.url }, authorities })).result).toBe('its certificate is for another host');
  });

  test('a proxy that asks for a password, and one without a way', async () => {
    proxy.refuseWith(407);
    expect((await ask(TARGET, { proxy: { url: proxy.url } })).result).toBe('the proxy refuses the connection with 407: set HTTPS_PROXY with a user and password');
    proxy.refuseWith(503);
    expect((await ask(TARGET, { proxy: { url: proxy.url } })).result).toBe('the proxy refuses the connection with 503, also at attempt 3');
  });

  test('a proxy that speaks TLS needs a certificate of a known authority for its name', async () => {
    tlsServer.behave(ok);
    const tlsProxy = await startProxy(tlsServer.port, { tls: true });
    const lookup = jest.spyOn(dns, 'lookup').mockImplementation(((_: string, __: object, found: (error: null, addresses: dns.LookupAddress[]) => void) => {
      found(null, [{ address: '127.0.0.1', family: 4 }]);
    }) as never);
    try {
      const authorities = trustedAuthorities(join(folder, 'ca.pem'));
      const named = { url: tlsProxy.url.replace('127.0.0.1', 'proxy.example'), authorization: 'Basic dXNlcjpwYXNz' };
      expect(await ask(TARGET, { proxy: named, authorities })).toEqual({ result: '200 {"a":1}', waits: [] });
      expect(tlsProxy.seen).toEqual([{ target: 'abc12345.live.dynatrace.example:443', authorization: 'Basic dXNlcjpwYXNz' }]);
      expect((await ask(TARGET, { proxy: named })).result).toMatch(/^its certificate is not from a known authority: /);
      expect((await ask(TARGET, { proxy: { url: tlsProxy.url }, authorities })).result).toBe('its certificate is for another host');
      expect(tlsProxy.seen).toHaveLength(1);
    } finally {
      lookup.mockRestore();
      await tlsProxy.stop();
    }
  });

  test('a request in plain text uses a tunnel as well', async () => {
    server.behave(ok);
    const plain = await startProxy(server.port);
    expect(await ask('http://api.example:8080/api?a=1', { proxy: { url: plain.url } })).toEqual({ result: '200 {"a":1}', waits: [] });
    expect([plain.seen, server.seen]).toEqual([
      [{ target: 'api.example:8080', authorization: undefined }], [{ url: '/api?a=1', authorization: 'Api-Token the-token', host: 'api.example:8080' }],
    ]);
    await plain.stop();
  });

  test('a proxy that is silent, and a host that is silent behind it, are left', async () => {
    const silentProxy = await startServer();
    silentProxy.behave(silent);
    expect((await ask(TARGET, { proxy: { url: `${silentProxy.url}` }, attempts: 1, attemptMs: 300 })).result).toBe('it cut the connection');
    await silentProxy.stop();
    tlsServer.behave(silent);
    const authorities = trustedAuthorities(join(folder, 'ca.pem'));
    expect((await ask(TARGET, { proxy: { url: proxy.url }, authorities, attempts: 1, attemptMs: 300 })).result).toBe('it has not answered completely within 0.3 s');
  });

  test('a file without certificates is refused', () => {
    writeFileSync(join(folder, 'none.pem'), 'not a certificate');
    writeFileSync(join(folder, 'damaged.pem'), AUTHORITY.replace('MIIB', 'AAAA'));
    expect(() => trustedAuthorities(join(folder, 'none.pem'))).toThrow(`--ca-file "${join(folder, 'none.pem')}" has no certificate: pass a PEM file with "-----BEGIN CERTIFICATE-----"`);
    expect(() => trustedAuthorities(join(folder, 'damaged.pem'))).toThrow(`--ca-file "${join(folder, 'damaged.pem')}": certificate 1 is damaged; copy the file again`);
    expect(() => trustedAuthorities(join(folder, 'gone.pem'))).toThrow(`--ca-file "${join(folder, 'gone.pem')}": it can't be read (it does not exist)`);
  });
});
