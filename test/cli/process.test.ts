import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleCli } from '../../projenrc/bundle-cli';

const ROOT = resolve(__dirname, '..', '..');
const EXISTING = join(ROOT, 'examples', 'existing-yaml');
/** In the repository, because the program reads its package.json. */
const CLI = join(ROOT, '.cache', 'process-test', `cli-${process.pid}.js`);

jest.setTimeout(60_000);

let folder: string;
beforeAll(() => { bundleCli(CLI); });
afterAll(() => { rmSync(CLI); });
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cli-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

/** Runs the command line as a process of its own. */
function cli(cwd: string, args: readonly string[], input: string = ''): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd, input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('check reads standard input, and replaces the output file at once', () => {
  writeFileSync(join(folder, 'out.txt'), 'old');
  const text = readFileSync(join(EXISTING, 'manifests', 'data-egress.yaml'), 'utf8');
  expect(cli(folder, ['check', '-', '--output', 'out.txt'], text)).toEqual({ status: 1, stdout: '', stderr: '' });
  expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toContain('<stdin>\n\n  13:3  warning  ServiceEntry data/reports-database: ');
  expect(readdirSync(folder)).toEqual(['out.txt']);
});

test('wrong usage ends with 2, and a hint on standard error', () => {
  expect(cli(folder, ['chekc'])).toEqual({ status: 2, stdout: '', stderr: 'error: unknown command \'chekc\'\n(Did you mean check?)\n' });
});

/** A OneAgent of the legacy operator with a field that no DynaKube has, and a workload. */
const LEGACY = 'apiVersion: dynatrace.com/v1alpha1\nkind: OneAgent\nmetadata: {name: oneagent, namespace: dynatrace}\nspec: {apiUrl: "https://abc12345.live.dynatrace.com/api", tokens: t, enableIstio: true, disableAgentUpdate: true}\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n';

describe('results are on standard output, all else on standard error', () => {
  test.each<[string, number, string[], string, RegExp, RegExp]>([
    ['egress', 0, ['egress', '-'], POD, /shop\/web/, /^$/],
    ['egress of broken YAML', 2, ['egress', '-'], `${POD}---\na: [\n`, /shop\/web/, /^error: <stdin>:\d+:1: it is not YAML/],
    ['egress without the workload', 2, ['egress', '-', '--from', 'wep'], POD, /^$/, /^error: there is no workload "wep" among the objects; did you mean "web"\?\n$/],
    ['why that arrives', 0, ['why', '-', '--from', 'web', '--to', 'https://api.example.com'], POD, /ARRIVES|arrives/, /^$/],
    ['why with a wrong destination', 2, ['why', '-', '--from', 'web', '--to', 'api'], POD, /^$/, /^error: --to is wrong: /],
    ['why without a destination', 2, ['why', '-', '--from', 'web'], POD, /^$/, /^error: required option '--to <destination>' not specified\n$/],
    ['migrate', 1, ['migrate', '-'], LEGACY, /^apiVersion: dynatrace\.com\/v1beta6\n/, /^<stdin>:1: OneAgent dynatrace\/oneagent: '.+' .*is not carried over: /],
    ['migrate of nothing', 2, ['migrate', '-'], POD, /^$/, /^error: there is no DynaKube, OneAgent or OneAgentAPM of dynatrace.com among the objects\n$/],
    ['rules', 0, ['rules'], '', / rules\.\n$/, /^$/],
    ['rules of a construct', 0, ['rules', 'mesh/unused-suppression'], '', /^mesh\/unused-suppression\n\n- Severity: warning\n/, /^$/],
    ['rules with a wrong name', 2, ['rules', 'mesh/unused-supression'], '', /^$/, /^error: there is no rule "mesh\/unused-supression"; did you mean "mesh\/unused-suppression"\?\n$/],
  ])('%s', (_, code, args, input, stdout, stderr) => {
    const ran = cli(folder, args, input);
    expect(ran.status).toBe(code);
    expect(ran.stdout).toMatch(stdout);
    expect(ran.stderr).toMatch(stderr);
  });
});

test.each(['check', 'egress', 'migrate'])('a reader of %s that leaves before anything is written ends it quietly', command => {
  writeFileSync(join(folder, 'all.yaml'), `${LEGACY}---\n${POD}`);
  const piped = spawnSync('bash', ['-c', `'${process.execPath}' '${CLI}' ${command} all.yaml 2> errors.txt | true; echo "\${PIPESTATUS[0]}"`], { cwd: folder, encoding: 'utf8' });
  expect({ stdout: piped.stdout, stderr: piped.stderr }).toEqual({ stdout: expect.stringMatching(/^[01]\n$/) as string, stderr: '' });
  expect(readFileSync(join(folder, 'errors.txt'), 'utf8')).not.toMatch(/EPIPE|^\s+at /m);
});

test('progress is shown on a terminal only, and removed before the result', () => {
  const entry = (index: number) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a-${index}\n  namespace: shop\n`;
  writeFileSync(join(folder, 'all.yaml'), Array.from({ length: 6000 }, (_, index) => entry(index)).join('---\n'));
  expect(cli(folder, ['check', 'all.yaml']).stderr).toBe('');
  const terminal = spawnSync('script', ['-qec', `'${process.execPath}' '${CLI}' check all.yaml`, '/dev/null'], { cwd: folder, encoding: 'utf8', env: { ...process.env, TERM: 'xterm', NO_COLOR: '1' } });
  expect(terminal.stdout).toMatch(/\r\x1b\[Kchecking 6000 objects …\r\x1b\[Knote: [^\x1b]*\nNo findings in 6000 objects in 1 file\.\r\n$/);
});

test('a reader that leaves early, and an interrupt, end it quietly', async () => {
  const piped = spawnSync('bash', ['-c', `'${process.execPath}' '${CLI}' rules --format json | head -n 1; echo "\${PIPESTATUS[0]}"`], { encoding: 'utf8' });
  expect({ stdout: piped.stdout, stderr: piped.stderr }).toEqual({ stdout: '[\n0\n', stderr: '' });
  const waiting = spawn(process.execPath, [CLI, 'check', '-'], { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
  let written = '';
  for (const stream of [waiting.stdout, waiting.stderr]) { stream.on('data', (text: Buffer) => { written += text.toString(); }); }
  setTimeout(() => waiting.kill('SIGINT'), 2000);
  expect([...await once(waiting, 'exit'), written]).toEqual([null, 'SIGINT', '']);
});

describe('diff --git', () => {
  function git(...args: readonly string[]): void {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd: folder, stdio: 'ignore' });
  }

  const WORKLOAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n';
  const MESH = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata: {mesh: "outboundTrafficPolicy: {mode: REGISTRY_ONLY}"}\n';
  const entry = (host: string) => 'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: api, namespace: shop}\n'
    + `spec: {hosts: [${host}], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 443, name: tls, protocol: TLS}]}\n`;

  beforeEach(() => {
    git('init');
    mkdirSync(join(folder, 'manifests'));
    writeFileSync(join(folder, 'manifests', 'all.yaml'), [WORKLOAD, MESH, entry('old.example.com')].join('---\n'));
    git('add', '.');
    git('commit', '-m', 'first');
    git('checkout', '-b', 'change');
    writeFileSync(join(folder, 'manifests', 'all.yaml'), [WORKLOAD, MESH, entry('new.example.com')].join('---\n'));
    git('commit', '-am', 'second');
  });

  test('tells what a branch opens and closes, as a comment on a pull request', () => {
    const { status, stdout, stderr } = cli(folder, ['diff', '--git', 'main...HEAD', 'manifests', '--format', 'markdown', '--fail-on', 'opened']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout.replace(/[0-9a-f]{10}/g, 'commit')).toBe(`<!-- cdk8s-istio-oneagent diff -->

## Egress

1 opened, 1 closed, 0 unknown, 0 in another way between commit and commit (1 workload on both sides).

### Opened (1)

| Destination | Workloads | Change | Declared by |
| --- | --- | --- | --- |
| \`https://new.example.com:443\` | Pod shop/web | blocked -> reached | ServiceEntry shop/api |

### Closed (1)

| Destination | Workloads | Change | Declared by |
| --- | --- | --- | --- |
| \`https://old.example.com:443\` | Pod shop/web | reached -> blocked | ServiceEntry shop/api |

> the settings of the mesh are from ConfigMap istio-system/istio (commit:manifests/all.yaml:8)
`);
  });

  test('refuses a revision that git does not have', () => {
    expect(cli(folder, ['diff', '--git', 'nope..HEAD', 'manifests'])).toEqual({
      status: 2, stdout: '', stderr: 'error: git has no revision "nope" here; in a pipeline, fetch it first\n',
    });
  });
});

/** A mesh whose list is very long: 60 namespaces, each with 10 entries that all workloads reach. */
function openMesh(): string {
  return Array.from({ length: 60 }, (_, number) => {
    const entries = Array.from({ length: 10 }, (__, index) => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: api-${index}, namespace: team-${number}}
spec: {hosts: [api-${index}.team-${number}.example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS, location: MESH_EXTERNAL}
`);
    return [...entries, `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: team-${number}, labels: {app: web}}\n`].join('---\n');
  }).join('---\n');
}

test('a long list is complete in a file, which is replaced at once', () => {
  writeFileSync(join(folder, 'mesh.yaml'), openMesh());
  writeFileSync(join(folder, 'out.csv'), 'old');
  expect(cli(folder, ['egress', 'mesh.yaml', '--format', 'csv', '--output', 'out.csv'])).toEqual({ status: 0, stdout: '', stderr: '' });
  const lines = readFileSync(join(folder, 'out.csv'), 'utf8').split('\r\n');
  expect(lines).toHaveLength(1 + 60 * (600 + 6) + 1);
  expect(readdirSync(folder).sort()).toEqual(['mesh.yaml', 'out.csv']);
  const { status, stderr } = cli(folder, ['egress', 'mesh.yaml', '--format', 'csv', '--output', 'missing/out.csv']);
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'error: "missing/out.csv" can\'t be written (it does not exist): pass another file to --output\n' });
});

test('a reader that leaves early ends a long list quietly', () => {
  writeFileSync(join(folder, 'mesh.yaml'), openMesh());
  const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" egress mesh.yaml --format csv | head -n 1`], { cwd: folder, encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: 'namespace,kind,workload,protocol,host,address,port,verdict,via,gateway,role\r\n', stderr: '' });
});
