import { execFile } from 'node:child_process';
import dns from 'node:dns';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { ApiServer, Behavior, ForwardProxy, startProxy, startRaw, startServer } from './api-server';
import { AUTHORITY } from './certificates';
import { bundleScript } from '../../../projenrc/bundle-script';
import { HttpClient, HttpOptions } from '../../../src/cli/dynatrace/http-client';
import { trustedAuthorities } from '../../../src/cli/dynatrace/trusted-authorities';

const REQUEST = join(__dirname, '..', '..', '..', 'src', 'cli', 'dynatrace', 'request.ts');

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

  test('a certificate of an unknown authority is refused', async () => {
    tlsServer.behave(ok);
    expect(await ask(TARGET, { proxy: { url: proxy.url } })).toEqual({
      result: 'its certificate is not from a known authority: pass the authority\'s certificate with --ca-file', waits: [],
    });
    expect(tlsServer.seen).toEqual([]);
  });

  test.each([
    '', '0',
  ])('the environment cannot turn the check off: NODE_TLS_REJECT_UNAUTHORIZED=%s', async value => {
    tlsServer.behave(ok);
    // A process of its own: jest gives tests a copy of the environment, which Node.js does not read.
    const program = join(folder, 'request.js');
    await bundleScript(REQUEST, program);
    const request = `{ url: new URL('${TARGET}'), headers: {}, proxy: { url: '${proxy.url}' }, signal: AbortSignal.timeout(5000) }`;
    const script = `require('./request.js').getOnce(${request}).then(({ statusCode }) => console.log(statusCode), error => console.log(error.code))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: folder, env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: value } });
    expect(stdout.trim()).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(tlsServer.seen).toEqual([]);
  });

  test('what Node.js prints for NODE_DEBUG has no secrets', async () => {
    tlsServer.behave(ok);
    const program = join(folder, 'request.js');
    await bundleScript(REQUEST, program);
    const secrets = "headers: { authorization: 'Api-Token first-secret' }, proxy: { url: '" + proxy.url + "', authorization: 'Basic second-secret' }";
    const request = `{ url: new URL('${TARGET}'), ${secrets}, authorities: [require('fs').readFileSync('ca.pem', 'utf8')], signal: AbortSignal.timeout(5000) }`;
    const env = { ...process.env, NODE_DEBUG: 'http,https,net,tls,stream' };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', `require('./request.js').getOnce(${request}).then(({ statusCode }) => console.log(statusCode))`], { cwd: folder, env });
    expect(stdout).toBe('200\n');
    expect(tlsServer.seen.map(({ authorization }) => authorization)).toEqual(['Api-Token first-secret']);
    expect(stderr).toContain('HTTP');
    expect(stderr).not.toMatch(/first-secret|second-secret/);
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

  /** The certificate is for names. All names lead to this machine then. */
  const resolved = (): jest.SpyInstance => jest.spyOn(dns, 'lookup').mockImplementation(((_: string, options: dns.LookupOptions, done: (...answer: unknown[]) => void) => {
    process.nextTick(() => { if (options.all === true) { done(null, [{ address: '127.0.0.1', family: 4 }]); } else { done(null, '127.0.0.1', 4); } });
  }) as typeof dns.lookup);
  afterEach(() => { jest.restoreAllMocks(); });

  test('without a proxy, the server needs a certificate for its name from an authority', async () => {
    resolved();
    tlsServer.behave(ok);
    const authorities = trustedAuthorities(join(folder, 'ca.pem'));
    const target = `https://abc12345.live.dynatrace.example:${tlsServer.port}/api`;
    expect(await ask(target, { authorities })).toEqual({ result: '200 {"a":1}', waits: [] });
    expect((await ask(target)).result).toBe('its certificate is not from a known authority: pass the authority\'s certificate with --ca-file');
    expect((await ask(target.replace('abc12345', 'other'), { authorities })).result).toBe('its certificate is for another host');
    expect((await ask(tlsServer.url, { authorities })).result).toBe('its certificate is for another host');
    expect(tlsServer.seen).toHaveLength(1);
  });

  describe('a proxy that speaks TLS itself', () => {
    let tlsProxy: ForwardProxy;
    beforeAll(async () => { tlsProxy = await startProxy(tlsServer.port, { tls: true }); });
    afterAll(async () => { await tlsProxy.stop(); });

    test('is asked with its password, and is trusted by the same authorities as the server', async () => {
      resolved();
      tlsServer.behave(ok);
      tlsProxy.seen.length = 0;
      const used = { url: `https://proxy.example:${tlsProxy.port}`, authorization: 'Basic dXNlcjpwYXNz' };
      expect(await ask(TARGET, { proxy: used, authorities: trustedAuthorities(join(folder, 'ca.pem')) })).toEqual({ result: '200 {"a":1}', waits: [] });
      expect(tlsProxy.seen).toEqual([{ target: 'abc12345.live.dynatrace.example:443', authorization: 'Basic dXNlcjpwYXNz' }]);
      expect(tlsServer.seen).toEqual([{ url: '/api', authorization: 'Api-Token the-token', host: 'abc12345.live.dynatrace.example' }]);
    });

    test('gets nothing if its certificate is not trusted', async () => {
      resolved();
      tlsProxy.seen.length = 0;
      const authorities = trustedAuthorities(join(folder, 'ca.pem'));
      expect((await ask(TARGET, { proxy: { url: `https://proxy.example:${tlsProxy.port}` } })).result)
        .toBe('the proxy failed: its certificate is not from a known authority: pass the authority\'s certificate with --ca-file');
      expect((await ask(TARGET, { proxy: { url: `https://other.example:${tlsProxy.port}` }, authorities })).result).toBe('the proxy failed: its certificate is for another host');
      expect((await ask(TARGET, { proxy: { url: tlsProxy.url }, authorities })).result).toBe('the proxy failed: its certificate is for another host');
      expect((await ask(TARGET, { proxy: { url: proxy.url.replace('http:', 'https:') }, authorities })).result).toBe('the proxy failed: it does not speak TLS there');
      expect(tlsProxy.seen).toEqual([]);
    });
  });

  test.each<[string, (socket: Socket) => void, string, string[]]>([
    ['greets in another protocol', socket => { socket.write('SSH-2.0-OpenSSH_9.2\r\n'); }, 'the proxy failed: it does not answer in HTTP', []],
    ['greets in another protocol and leaves', socket => { socket.end('220 mail.example ESMTP\r\n\r\n'); }, 'the proxy failed: it does not answer in HTTP', []],
    ['cuts the connection', socket => { socket.once('data', () => socket.destroy()); }, 'the proxy failed: it cut the connection, also at attempt 2', ['the proxy failed: it cut the connection']],
    ['ends the connection', socket => { socket.once('data', () => socket.end()); }, 'the proxy failed: it cut the connection, also at attempt 2', ['the proxy failed: it cut the connection']],
    ['says nothing', () => undefined, 'it has not answered completely within 0.3 s, also at attempt 2', ['it has not answered completely within 0.3 s']],
    ['answers without end', socket => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write(`x: ${'x'.repeat(16_384)}\r\n`), 5);
      socket.on('close', () => clearInterval(timer));
    }, 'the proxy failed: it does not answer in HTTP', []],
    ['lets through with a page', socket => { socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Sign in</html>')); },
      'it does not speak TLS there', []],
    ['lets through, and then cuts the connection', socket => {
      socket.once('data', () => { socket.write('HTTP/1.1 200 OK\r\n\r\n'); socket.once('data', () => socket.destroy()); });
    }, 'it cut the connection, also at attempt 2', ['it cut the connection']],
    ['lets through, and then says nothing', socket => { socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n')); },
      'it has not answered completely within 0.3 s, also at attempt 2', ['it has not answered completely within 0.3 s']],
    ['answers with another success', socket => { socket.once('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n')); }, 'the proxy refuses the connection with 204', []],
    ['asks for a password with a page', socket => { socket.once('data', () => socket.write('HTTP/1.1 407 No\r\ncontent-length: 4\r\n\r\nhtml')); },
      'the proxy refuses the connection with 407: set HTTPS_PROXY with a user and password', []],
  ])('of a proxy that %s, the reason is named and no connection stays', async (_, treat, result, reasons) => {
    const raw = await startRaw(treat);
    const answer = await ask(TARGET, { proxy: { url: `http://127.0.0.1:${raw.port}` }, attempts: 2, attemptMs: 300 });
    expect({ result: answer.result, reasons: answer.waits.map(([why]) => why) }).toEqual({ result, reasons });
    for (let tries = 0; await raw.connections() > 0 && tries < 100; tries++) { await new Promise(resolve => { setTimeout(resolve, 10); }); }
    expect(await raw.connections()).toBe(0);
    await raw.stop();
  });

  test.each<[string, string, string]>([
    ['speaks another protocol then', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n', 'it cut the connection, also at attempt 2'],
    ['has no length and no end', 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"a":1}', 'it has not answered completely within 0.3 s, also at attempt 2'],
    ['ends within its length', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":1}', 'it has not answered completely within 0.3 s, also at attempt 2'],
  ])('an answer that %s is none', async (_, bytes, result) => {
    const raw = await startRaw(socket => { socket.once('data', () => socket.write(bytes)); });
    try {
      expect((await ask(`http://127.0.0.1:${raw.port}/api`, { attempts: 2, attemptMs: 300 })).result).toBe(result);
    } finally {
      await raw.stop();
    }
  });

  test('a server that asks for a certificate of the client is named', async () => {
    const demanding = await startServer({ tls: true, demands: AUTHORITY });
    resolved();
    expect((await ask(`https://abc12345.live.dynatrace.example:${demanding.port}/api`, { authorities: [AUTHORITY], attempts: 1 })).result)
      .toBe('it asks for a certificate of the client, and this command has none');
    expect(demanding.seen).toEqual([]);
    await demanding.stop();
  });

  test('a server is offered HTTP/1.1, with and without a proxy', async () => {
    resolved();
    tlsServer.behave((response, { socket }) => { response.end((socket as TLSSocket).alpnProtocol || 'nothing'); });
    const target = `https://abc12345.live.dynatrace.example:${tlsServer.port}/api`;
    expect((await ask(target, { authorities: [AUTHORITY] })).result).toBe('200 http/1.1');
    expect((await ask(TARGET, { authorities: [AUTHORITY], proxy: { url: proxy.url } })).result).toBe('200 http/1.1');
  });

  test('a proxy that does not exist', async () => {
    const stopped = await startServer();
    await stopped.stop();
    expect((await ask(TARGET, { proxy: { url: stopped.url }, attempts: 1 })).result).toBe('the proxy failed: it refuses the connection');
    expect((await ask(TARGET, { proxy: { url: 'http://no-such-host.invalid:3128' }, attempts: 1 })).result).toBe('the proxy failed: its name is not known to DNS');
  });

  test('a server on this machine without TLS is asked through the proxy too', async () => {
    server.behave(ok);
    const plain = await startProxy(server.port);
    expect((await ask(`${server.url}/api`, { proxy: { url: plain.url } })).result).toBe('200 {"a":1}');
    expect(plain.seen).toEqual([{ target: `127.0.0.1:${server.port}`, authorization: undefined }]);
    await plain.stop();
  });

  test('a file without certificates is refused', () => {
    writeFileSync(join(folder, 'none.pem'), 'not a certificate');
    writeFileSync(join(folder, 'damaged.pem'), AUTHORITY.replace('MIIB', 'AAAA'));
    expect(() => trustedAuthorities(join(folder, 'none.pem'))).toThrow(`--ca-file "${join(folder, 'none.pem')}" has no certificate: pass a PEM file with "-----BEGIN CERTIFICATE-----"`);
    expect(() => trustedAuthorities(join(folder, 'damaged.pem'))).toThrow(`--ca-file "${join(folder, 'damaged.pem')}": certificate 1 is damaged; copy the file again`);
    expect(() => trustedAuthorities(join(folder, 'gone.pem'))).toThrow(`--ca-file "${join(folder, 'gone.pem')}": it can't be read (it does not exist)`);
  });
});
