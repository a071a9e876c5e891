import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runIn } from './command-line';
import { ApiServer, Behavior, startServer } from './dynatrace/api-server';

const ROOT = resolve(__dirname, '..', '..');
const MAIN = join(ROOT, 'src', 'cli', 'main.ts');
const TOKEN = `dt0c01.${'A'.repeat(24)}.${'B'.repeat(64)}`;
const TENANT_TOKEN = 'theTenantToken';

jest.setTimeout(60_000);

let server: ApiServer;
let folder: string;
beforeAll(async () => { server = await startServer(); });
afterAll(() => server.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'endpoints-'));
  writeFileSync(join(folder, 'token.txt'), `${TOKEN}\n`);
  server.seen.length = 0;
  server.behave(answers({}));
});
afterEach(() => { rmSync(folder, { recursive: true }); });

const AGENT = { tenantUUID: 'abc12345', tenantToken: TENANT_TOKEN, communicationEndpoints: ['https://sg-1.live.dynatrace.com/communication', 'https://abc12345.live.dynatrace.com/communication'] };
const GATEWAY = { tenantUUID: 'abc12345', tenantToken: TENANT_TOKEN, communicationEndpoints: 'https://abc12345.live.dynatrace.com:443/communication' };

/** The answers of the API for both components. */
function answers({ agent = AGENT, gateway = GATEWAY }: { agent?: unknown; gateway?: unknown }): Behavior {
  return (response, { url }) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(url!.includes('/gateway/') ? gateway : agent));
  };
}

const json = (status: number, body: string, contentType: string = 'application/json'): Behavior => response => {
  response.writeHead(status, { 'content-type': contentType });
  response.end(body);
};

const AGENT_FILE = `{
  "tenantUUID": "abc12345",
  "communicationEndpoints": [
    "https://abc12345.live.dynatrace.com",
    "https://sg-1.live.dynatrace.com"
  ]
}
`;
const GATEWAY_FILE = `{
  "tenantUUID": "abc12345",
  "communicationEndpoints": [
    "https://abc12345.live.dynatrace.com:443"
  ]
}
`;

async function endpoints(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [command, ...rest] = args;
  const ran = await runIn(folder, 'endpoints', command, '--environment', server.url, '--token-file', 'token.txt', ...rest);
  for (const text of [ran.out, ran.err, ...filesOf().filter(name => name !== 'token.txt').map(name => readFileSync(join(folder, name), 'utf8'))]) {
    expect(text).not.toContain('AAAA');
    expect(text).not.toContain('BBBB');
  }
  return { ...ran, out: ran.out.replaceAll(server.url, 'URL'), err: ran.err.replaceAll(server.url, 'URL') };
}

function filesOf(): string[] {
  return readdirSync(folder).sort();
}

function save(name: string, value: unknown): void {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
}

describe('endpoints pull', () => {
  test('writes the hosts of OneAgent and ActiveGate, sorted and without any token', async () => {
    expect(await endpoints('pull')).toEqual({
      code: 0,
      err: '',
      out: `connection-info.json: OneAgent of environment abc12345
  + https://abc12345.live.dynatrace.com:443
  + https://sg-1.live.dynatrace.com:443
  2 added, 0 removed, 0 endpoints as before; the file is written

active-gate-connection-info.json: ActiveGate of environment abc12345
  + https://abc12345.live.dynatrace.com:443
  1 added, 0 removed, 0 endpoints as before; the file is written
`,
    });
    expect(filesOf()).toEqual(['active-gate-connection-info.json', 'connection-info.json', 'token.txt']);
    expect(readFileSync(join(folder, 'connection-info.json'), 'utf8')).toBe(AGENT_FILE);
    expect(readFileSync(join(folder, 'active-gate-connection-info.json'), 'utf8')).toBe(GATEWAY_FILE);
    expect(server.seen).toEqual(['agent', 'gateway'].map(component => ({
      url: `/api/v1/deployment/installer/${component}/connectioninfo`, authorization: `Api-Token ${TOKEN}`, host: `127.0.0.1:${server.port}`,
    })));
  });

  test('a second time, nothing is written', async () => {
    await endpoints('pull', '--only', 'oneagent');
    chmodSync(join(folder, 'connection-info.json'), 0o444);
    expect(await endpoints('pull', '--only', 'oneagent')).toEqual({
      code: 0, err: '', out: 'connection-info.json: OneAgent of environment abc12345\n  0 added, 0 removed, 2 endpoints as before\n',
    });
    expect(filesOf()).toEqual(['connection-info.json', 'token.txt']);
  });

  test('shows what came and went, and removes a tenant token that somebody saved', async () => {
    save('connection-info.json', { ...AGENT, tenantUUID: 'xyz98765', communicationEndpoints: ['https://SG-1.live.dynatrace.com', 'https://10.0.0.5:9999'] });
    expect((await endpoints('pull', '--only', 'oneagent')).out).toBe(`connection-info.json: OneAgent of environment abc12345
  + https://abc12345.live.dynatrace.com:443
  - https://10.0.0.5:9999
  1 added, 1 removed, 1 endpoint as before; the file is written
  note: the file has the hosts of another environment, xyz98765
  note: the file has the tenant token of the environment, which "endpoints pull" removes; if it is in Git, rotate the token
`);
    expect(readFileSync(join(folder, 'connection-info.json'), 'utf8')).toBe(AGENT_FILE);
  });

  test('asks for a network zone, and writes it into the files', async () => {
    const zone = (text: string) => text.replace('"abc12345",', '"abc12345",\n  "networkZone": "north",');
    expect(await endpoints('pull', '--network-zone', 'North')).toEqual({
      code: 0,
      err: '',
      out: `connection-info.json: OneAgent of environment abc12345 in network zone north
  + https://abc12345.live.dynatrace.com:443
  + https://sg-1.live.dynatrace.com:443
  2 added, 0 removed, 0 endpoints as before; the file is written

active-gate-connection-info.json: ActiveGate of environment abc12345 in network zone north
  + https://abc12345.live.dynatrace.com:443
  1 added, 0 removed, 0 endpoints as before; the file is written
`,
    });
    expect(server.seen.map(({ url }) => url)).toEqual(['agent', 'gateway'].map(component => `/api/v1/deployment/installer/${component}/connectioninfo?networkZone=North&defaultZoneFallback=true`));
    expect(readFileSync(join(folder, 'connection-info.json'), 'utf8')).toBe(zone(AGENT_FILE));
    expect(readFileSync(join(folder, 'active-gate-connection-info.json'), 'utf8')).toBe(zone(GATEWAY_FILE));

    const again = await endpoints('diff', '--network-zone', 'north', '--format', 'json');
    expect({ code: again.code, files: JSON.parse(again.out).files.map(({ networkZone, notes }: any) => ({ networkZone, notes })) })
      .toEqual({ code: 0, files: [{ networkZone: 'north', notes: [] }, { networkZone: 'north', notes: [] }] });
  });

  test('without the fallback, a network zone that does not exist is named, and nothing is written', async () => {
    server.behave(json(400, '{"error":{"code":400,"message":"no zone"}}'));
    expect(await endpoints('pull', '--network-zone', 'cluster-a', '--no-default-zone-fallback')).toEqual({
      code: 2, out: '', err: 'error: the Dynatrace API at URL/api refuses the request (400): check that the network zone "cluster-a" exists\n',
    });
    expect(server.seen.map(({ url }) => url)).toEqual(['/api/v1/deployment/installer/agent/connectioninfo?networkZone=cluster-a&defaultZoneFallback=false']);
    expect(filesOf()).toEqual(['token.txt']);
  });

  test.each<[string, string[], string[]]>([
    ['another zone', ['--network-zone', 'south'], ['the file has the hosts of another network zone, north: pass --network-zone north, or name another file']],
    ['no zone', [], ['the file has the hosts of another network zone, north: pass --network-zone north, or name another file']],
    ['the same zone', ['--network-zone', 'NORTH'], []],
  ])('a file of a network zone that is compared with %s', async (_, args, notes) => {
    save('connection-info.json', { ...AGENT, tenantToken: undefined, networkZone: 'north' });
    const { code, out } = await endpoints('diff', '--only', 'oneagent', '--format', 'json', ...args);
    expect({ code, notes: JSON.parse(out).files[0].notes }).toEqual({ code: 0, notes });
  });

  test('a file of the default zone is the same with and without its name', async () => {
    save('connection-info.json', { ...AGENT, tenantToken: undefined, networkZone: '' });
    for (const args of [[], ['--network-zone', 'default']]) {
      expect(JSON.parse((await endpoints('diff', '--only', 'oneagent', '--format', 'json', ...args)).out).files[0].notes).toEqual([]);
    }
  });

  test('the token can be in the environment variable', async () => {
    process.env.DT_API_TOKEN = 'other-token';
    try {
      expect((await runIn(folder, 'endpoints', 'pull', '--environment', server.url)).code).toBe(0);
    } finally {
      delete process.env.DT_API_TOKEN;
    }
    expect(server.seen[0].authorization).toBe('Api-Token other-token');
  });
});

describe('an answer that is not usable', () => {
  const SERVER = 'error: the Dynatrace API at URL/api';
  const BROKEN = 'check --environment, and that nothing changes the answer on its way\n';

  test.each<[string, Behavior, string]>([
    ['401', json(401, '{"error":{"code":401,"message":"Token Authentication failed"}}'), `${SERVER} does not accept the token (401): pass an access token of this environment, with the scope InstallerDownload, that has not expired\n`],
    ['403', json(403, '{"error":{"code":403}}'), `${SERVER} does not let the token read the endpoints (403): give it the scope InstallerDownload\n`],
    ['404', json(404, 'not found', 'text/plain'), `${SERVER} has no list of endpoints (404): check --environment, which is the URL of an environment such as https://abc12345.live.dynatrace.com\n`],
    ['400', json(400, '{}'), `${SERVER} refuses the request (400): check --environment\n`],
    ['418', json(418, ''), `${SERVER} answers 418: check --environment\n`],
    ['503', json(503, ''), `${SERVER} gave no list for OneAgent: it answers 503\n`],
    ['a redirect', response => { response.writeHead(302, { location: 'https://sso.example.com/login?from=secret' }); response.end(); },
      `${SERVER} redirects to https://sso.example.com (302), where the token is not sent: pass that URL to --environment if it is your environment\n`],
    ['a login page', json(200, '<html>Log in</html>', 'text/html; charset=utf-8'),
      `${SERVER} answers with "text/html; charset=utf-8", not with JSON: check --environment, and that no login page or proxy answers in its place\n`],
    ['no type', response => response.end('{}'), `${SERVER} answers with an unknown type, not with JSON: check --environment, and that no login page or proxy answers in its place\n`],
    ['half of a document', json(200, '{"tenantToken":"theTenantToken","communicationEnd'), `error: the answer for OneAgent of the Dynatrace API at URL/api must be JSON, got a syntax error at line 1, column 33; ${BROKEN}`],
    ['another document', json(200, '{"version":"1.0"}'), `error: the answer for OneAgent of the Dynatrace API at URL/api must have 'communicationEndpoints' or 'formattedCommunicationEndpoints'; ${BROKEN}`],
    ['an endpoint that is not one', answers({ agent: { communicationEndpoints: ['https://user:theTenantToken@a.example.com'] } }),
      `error: the answer for OneAgent of the Dynatrace API at URL/api, 'communicationEndpoints' part 1: must not have user info; remove everything up to the "@"; ${BROKEN}`],
    ['no endpoint', answers({ agent: { communicationEndpoints: [] } }),
      'error: the answer for OneAgent of the Dynatrace API at URL/api has no endpoint: nothing is written, because a mesh that allows none blocks OneAgent\n'],
    ['an ActiveGate list that is broken', answers({ gateway: { communicationEndpoints: 'ftp://a.example.com' } }),
      `error: the answer for ActiveGate of the Dynatrace API at URL/api, 'communicationEndpoints' part 1: must begin with "https://" or "http://"; ${BROKEN}`],
  ])('%s ends with 2, says why, and leaves all files as they are', async (_, behavior, err) => {
    save('connection-info.json', AGENT_FILE.replace('sg-1', 'sg-2'));
    save('active-gate-connection-info.json', GATEWAY_FILE);
    server.behave(behavior);
    for (const command of ['pull', 'diff']) {
      expect(await endpoints(command, '--retries', '0')).toEqual({ code: 2, out: '', err });
    }
    expect(filesOf()).toEqual(['active-gate-connection-info.json', 'connection-info.json', 'token.txt']);
    expect(readFileSync(join(folder, 'connection-info.json'), 'utf8')).toBe(AGENT_FILE.replace('sg-1', 'sg-2'));
    expect(readFileSync(join(folder, 'active-gate-connection-info.json'), 'utf8')).toBe(GATEWAY_FILE);
  });

  test('a further attempt is said on standard error', async () => {
    server.behave(json(429, ''), answers({}));
    const { code, err } = await endpoints('pull', '--only', 'oneagent');
    expect({ code, err: err.replace(/\d\.\d s/, 'N s') }).toEqual({ code: 0, err: 'note: the Dynatrace API gave no list: it answers 429; trying again in N s\n' });
  });
});

describe('endpoints diff', () => {
  test('ends with 0 if the files have what the environment has, in any form', async () => {
    save('connection-info.json', '{*https://ABC12345.live.dynatrace.com/communication}{https://sg-1.live.dynatrace.com:443}');
    save('active-gate-connection-info.json', GATEWAY_FILE);
    expect(await endpoints('diff')).toEqual({
      code: 0,
      err: '',
      out: `connection-info.json: OneAgent of environment abc12345
  0 added, 0 removed, 2 endpoints as before

active-gate-connection-info.json: ActiveGate of environment abc12345
  0 added, 0 removed, 1 endpoint as before
`,
    });
    expect(readFileSync(join(folder, 'connection-info.json'), 'utf8')).toContain('{*https');
  });

  test('ends with 1 if they differ, and writes nothing', async () => {
    save('connection-info.json', AGENT_FILE.replace('sg-1', 'sg-2'));
    const { code, out } = await endpoints('diff', '--only', 'oneagent', '--format', 'json');
    expect({ code, report: JSON.parse(out) }).toEqual({
      code: 1,
      report: {
        files: [{
          file: 'connection-info.json',
          component: 'OneAgent',
          environment: 'abc12345',
          added: ['https://sg-1.live.dynatrace.com:443'],
          removed: ['https://sg-2.live.dynatrace.com:443'],
          kept: 1,
          written: false,
          notes: [],
        }],
      },
    });
    expect(readFileSync(join(folder, 'connection-info.json'), 'utf8')).toBe(AGENT_FILE.replace('sg-1', 'sg-2'));
  });

  test('without a file, or with another one, the API is not asked', async () => {
    expect(await endpoints('diff')).toEqual({ code: 2, out: '', err: 'error: there is no file "connection-info.json" to compare: run cdk8s-istio-oneagent endpoints pull first\n' });
    save('connection-info.json', { tenantToken: TENANT_TOKEN });
    const { code, err } = await endpoints('pull');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: file "connection-info.json" must have \'communicationEndpoints\' or \'formattedCommunicationEndpoints\'; use the response of GET '
        + '<apiUrl>/v1/deployment/installer/agent/connectioninfo; remove the file, or name another\n',
    });
    expect(server.seen).toEqual([]);
  });
});

describe('wrong usage', () => {
  const ZONE = 'the name of a network zone: letters, digits, \'-\', \'_\' and \'.\', not a \'.\' first, at most 256 characters';

  test.each([
    [['--token-file', 'gone.txt'], 'error: --token-file "gone.txt": it can\'t be read (it does not exist)\n'],
    [['--token-file', 'empty.txt'], 'error: the file "empty.txt" has no token, but is empty\n'],
    [['--token-file', 'page.txt'], 'error: the file "page.txt" must have one token and nothing else, got other characters than those of a token\n'],
    [['--token-file', TOKEN], 'error: --token-file must be the path of a file, got a token: put the token into a file, and revoke it if other people can see this command\n'],
    [[], 'error: there is no token: pass --token-file FILE, or set the environment variable DT_API_TOKEN\n'],
    [['--token-file', 'token.txt', `--token=${TOKEN}`], 'error: unknown option \'--token\'\n'],
    [['--token-file', 'token.txt', TOKEN], 'error: too many arguments for \'pull\'. Expected 0 arguments but got 1.\n'],
    [['--token-file', 'token.txt', '--timeout', '0'], 'error: option \'--timeout <seconds>\' argument \'0\' is invalid. It must be a whole number from 1 to 3600.\n'],
    [['--token-file', 'token.txt', '--network-zone', 'cluster a'], `error: option '--network-zone <zone>' argument 'cluster a' is invalid. It must be ${ZONE}.\n`],
    [['--token-file', 'token.txt', '--network-zone', ''], `error: option '--network-zone <zone>' argument '' is invalid. It must be ${ZONE}.\n`],
    [['--token-file', 'token.txt', '--no-default-zone-fallback'], 'error: --no-default-zone-fallback needs --network-zone\n'],
    [['--token-file', 'token.txt', '--file', 'a.json', '--active-gate-file', 'a.json'], 'error: --file and --active-gate-file must be two files\n'],
  ])('%j', async (args, err) => {
    save('empty.txt', '\n');
    save('page.txt', 'a token\nand more\n');
    expect(await runIn(folder, 'endpoints', 'pull', '--environment', server.url, ...args)).toEqual({ code: 2, out: '', err });
    expect(server.seen).toEqual([]);
  });

  test('a folder that can\'t be written leaves nothing behind', async () => {
    mkdirSync(join(folder, 'active-gate-connection-info.json'));
    const { code, err } = await runIn(folder, 'endpoints', 'pull', '--environment', server.url, '--token-file', 'token.txt', '--only', 'oneagent', '--file', 'gone/a.json');
    expect({ code, err }).toEqual({ code: 2, err: 'error: "gone/a.json" can\'t be written (it does not exist): pass another file to --file and --active-gate-file\n' });
    expect(filesOf()).toEqual(['active-gate-connection-info.json', 'token.txt']);
  });
});

describe('as a process of its own', () => {
  /** Whether a command loads what makes connections, besides what it prints. */
  const HOOK = 'process.on("exit", code => process.stderr.write(JSON.stringify([code, process.moduleLoadList.includes("NativeModule _http_client")])));';

  test('the token is read from standard input, and the process ends at once', async () => {
    save('hook.cjs', HOOK);
    const args = ['--import', 'tsx', '--require', join(folder, 'hook.cjs'), MAIN, 'endpoints', 'pull', '--environment', server.url, '--token-file', '-', '--file', join(folder, 'a.json'), '--only', 'oneagent'];
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:1' } });
    child.stdin.end(TOKEN);
    let err = '';
    child.stderr.on('data', (part: Buffer) => { err += part.toString(); });
    await once(child, 'close');
    expect(err).toBe('[0,true]');
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe(AGENT_FILE);
  });

  test('check does not load the module that makes connections', () => {
    save('hook.cjs', HOOK);
    save('web.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [{name: web, image: web}]}\n');
    const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--require', join(folder, 'hook.cjs'), MAIN, 'check', join(folder, 'web.yaml')], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('[0,false]');
  });
});
