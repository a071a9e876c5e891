import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { runIn } from './command-line';
import { bundleCli } from '../../projenrc/bundle-cli';

const ROOT = resolve(__dirname, '..', '..');
/** Logs that Envoy wrote: see conformance/lab/access-logs.ts. */
const LOGS = join(__dirname, 'access-logs');
const OPEN = join(LOGS, 'open.log');

jest.setTimeout(60_000);

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}
`;
const DECLARED = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: declared, namespace: shop}
spec:
  hosts: [declared.example.com]
  location: MESH_EXTERNAL
  resolution: DNS
  ports: [{number: 443, name: https-443, protocol: HTTPS}, {number: 80, name: http-80, protocol: HTTP}]
`;
const mesh = (mode: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: "outboundTrafficPolicy: {mode: ${mode}}"}
`;
const SIDECAR = `apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: default, namespace: shop}
spec:
  egress: [{hosts: [istio-system/*, bank/*]}]
`;

/** The destinations in the logs that nothing declares. */
const DESTINATIONS = [
  'tcp://198.51.100.11:8443', 'tcp://198.51.100.77:5432', 'tcp://198.51.100.78:443', 'tcp://[2001:db8::10]:9999', 'tcp://203.0.113.20:8080', 'tcp://203.0.113.99:80',
  'https://api.payments.example:443', 'http://rates.example.com:80',
];

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'suggest-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

function manifests(...documents: readonly string[]): void {
  mkdirSync(join(folder, 'manifests'));
  writeFileSync(join(folder, 'manifests', 'all.yaml'), documents.join('---\n'));
}

describe.each(['open', 'locked'])('from the logs of a mesh that is %s', mode => {
  const settings = mesh(mode === 'open' ? 'ALLOW_ANY' : 'REGISTRY_ONLY');

  test('both formats give the same objects, which admit exactly what the logs have', async () => {
    manifests(WEB, DECLARED, settings);
    const text = await runIn(folder, 'suggest', '--access-log', join(LOGS, `${mode}.log`), '--from', 'shop/web', 'manifests');
    const json = await runIn(folder, 'suggest', '--access-log', join(LOGS, `${mode}.json`), '--from', 'shop/web', 'manifests');
    expect(text.code).toBe(0);
    expect(text).toEqual(json);
    expect(text.err).toBe(`${DESTINATIONS.map(destination => {
      const host = destination.replace(/^[a-z]+:\/\/\[?|\]?:\d+$/g, '');
      return `  + Deployment shop/web -> ${destination}  ${destination.includes('payments') ? '2 connections' : '1 connection'}  ServiceEntry shop/${host.replace('2001:db8::10', '2001-db8--10')}`;
    }).join('\n')}
note: the settings of the mesh are from ConfigMap istio-system/istio (manifests/all.yaml:20)
note: 6 destinations have only an address: sidecars log a server name or a Host only on ports that they parse, those of a declared TLS or HTTP service
note: 1 connection went to what objects declared when the logs were written, and is not listed
8 destinations: 8 admitted by 8 new objects and 0 changed ones, 0 declared already, 0 left out.
`);
  });

  test.each([['without a Sidecar', []], ['with a Sidecar that does not import the namespace', [SIDECAR]]])('%s, egress and why find that everything arrives, and check finds nothing', async (_, sidecar) => {
    manifests(WEB, DECLARED, settings);
    if (sidecar.length > 0) { writeFileSync(join(folder, 'manifests', 'sidecar.yaml'), sidecar[0]); }
    const before = await runIn(folder, 'check', 'manifests', '--format', 'json');
    await runIn(folder, 'suggest', '--access-log', OPEN, '--namespace', 'shop', 'manifests', '--lock', '--output', 'suggested.yaml');
    // A changed object is in place of the one that it replaces.
    const documents = readFileSync(join(folder, 'suggested.yaml'), 'utf8');
    if (documents.includes('kind: Sidecar')) { rmSync(join(folder, 'manifests', 'sidecar.yaml'), { force: true }); }
    const paths = ['manifests', 'suggested.yaml'];
    const { out } = await runIn(folder, 'egress', ...paths, '--format', 'csv');
    for (const destination of DESTINATIONS) {
      expect([destination, (await runIn(folder, 'why', ...paths, '--from', 'shop/web', '--to', destination)).code]).toEqual([destination, 0]);
    }
    const reached = out.split('\r\n').slice(1).filter(line => line !== '' && !line.includes('unknown')).length;
    expect(reached).toBeGreaterThanOrEqual(DESTINATIONS.length);
    expect((await runIn(folder, 'why', ...paths, '--from', 'shop/web', '--to', 'https://other.example.com')).code).toBe(1);
    const rulesOf = (text: string) => (JSON.parse(text) as { findings: { rule: string; message: string }[] }).findings.map(({ rule, message }) => `${rule} ${message}`);
    const known = new Set(rulesOf(before.out));
    expect(rulesOf((await runIn(folder, 'check', ...paths, '--format', 'json')).out).filter(finding => !known.has(finding))).toEqual([]);
  });
});

test('YAML has new objects, and those that get more with a comment', async () => {
  manifests(WEB, DECLARED.replace('declared.example.com', 'rates.example.com').replace('number: 80', 'number: 8081'), SIDECAR, mesh('REGISTRY_ONLY'));
  writeFileSync(join(folder, 'web.log'), readFileSync(OPEN, 'utf8').split('\n').filter(line => /rates|payments/.test(line)).join('\n'));
  const { code, out } = await runIn(folder, 'suggest', '--access-log', 'web.log', '--from', 'web', 'manifests');
  expect(code).toBe(0);
  expect(out).toBe(`# changed, with these added:
#   spec.ports: HTTP 80
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: declared
  namespace: shop
spec:
  hosts:
    - rates.example.com
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - number: 443
      name: https-443
      protocol: HTTPS
    - number: 8081
      name: http-80
      protocol: HTTP
    - name: http-80-egress
      number: 80
      protocol: HTTP
---
# changed, with these added:
#   spec.egress[0].hosts: ./api.payments.example
#   spec.egress[0].hosts: ./rates.example.com
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata:
  name: default
  namespace: shop
spec:
  egress:
    - hosts:
        - istio-system/*
        - bank/*
        - ./api.payments.example
        - ./rates.example.com
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: api.payments.example
  namespace: shop
spec:
  exportTo:
    - .
  hosts:
    - api.payments.example
  location: MESH_EXTERNAL
  ports:
    - name: https-443
      number: 443
      protocol: HTTPS
  resolution: DNS
`);
});

test('TypeScript makes the same objects as YAML', async () => {
  manifests(WEB, mesh('ALLOW_ANY'));
  const line = readFileSync(OPEN, 'utf8').split('\n').find(each => each.includes('rates'))!;
  writeFileSync(join(folder, 'more.log'), [
    line.replace('203.0.113.20:80 ', '203.0.113.20:443 ').replace('rates.example.com', 'plain.example.com:443'),
    line.replace('203.0.113.20:80 ', '203.0.113.20:8080 ').replace('rates.example.com', 'grpc.example.com:8080').replace('HTTP/1.1', 'HTTP/2'),
  ].join('\n'));
  const args = ['suggest', '--access-log', OPEN, '--access-log', 'more.log', '--namespace', 'shop', '--lock', 'manifests'];
  const yaml = await runIn(folder, ...args);
  const code = (await runIn(folder, ...args, '--format', 'typescript')).out;
  expect(code).toContain(`import { EgressHost, ExportScope, OutboundTrafficPolicy, PortProtocol, Resolution, ServiceEntry, ServicePort, Sidecar } from 'cdk8s-istio-oneagent';

const app = new App();

const shopChart = new Chart(app, 'shop', { namespace: 'shop' });
new ServiceEntry(shopChart, '198.51.100.11', {
  metadata: { name: '198.51.100.11' },
  hosts: ['198-51-100-11.egress.invalid'],
  addresses: ['198.51.100.11'],
  ports: [ServicePort.tcp(8443)],
  resolution: Resolution.NONE,
  exportTo: [ExportScope.sameNamespace()],
});
`);
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const before = process.cwd();
  process.chdir(folder);
  // The rule about the port is turned off by the annotation for check, and is a warning of the app.
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try { new Function('require', 'exports', outputText)(require, {}); } finally { process.chdir(before); printed.mockRestore(); }
  const objectsOf = (text: string) => parseAllDocuments(text).map(document => document.toJS() as { metadata: { name: string } })
    .sort((a, b) => a.metadata.name < b.metadata.name ? -1 : 1);
  expect(objectsOf(readFileSync(join(folder, 'dist', 'shop.k8s.yaml'), 'utf8'))).toEqual(objectsOf(yaml.out));
});

test('JSON has destinations, objects and notes, and nothing is on standard error', async () => {
  manifests(WEB, DECLARED, mesh('REGISTRY_ONLY'));
  writeFileSync(join(folder, 'web.log'), [
    readFileSync(OPEN, 'utf8').split('\n')[0],
    readFileSync(OPEN, 'utf8').split('\n')[0].replace('api.payments.example', 'declared.example.com'),
    readFileSync(OPEN, 'utf8').split('\n')[0].replace('api.payments.example', 'orders'),
    'another line',
  ].join('\n'));
  const { code, out, err } = await runIn(folder, 'suggest', '--access-log', 'web.log', '--from', 'web', 'manifests', '--format', 'json');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  const report = JSON.parse(out) as { objects: object[] };
  expect(report).toEqual({
    destinations: [
      { from: 'Deployment shop/web', destination: 'https://api.payments.example:443', connections: 1, result: 'admitted', by: 'ServiceEntry shop/api.payments.example' },
      { from: 'Deployment shop/web', destination: 'https://declared.example.com:443', connections: 1, result: 'declared' },
      {
        from: 'Deployment shop/web',
        destination: 'https://orders:443',
        connections: 1,
        result: 'left-out',
        reason: 'orders is the name of a Service of the cluster, which is not among the files: add the Service to them',
      },
    ],
    objects: [{ added: [], object: expect.objectContaining({ kind: 'ServiceEntry' }) }],
    notes: ['the settings of the mesh are from ConfigMap istio-system/istio (manifests/all.yaml:20)', '1 of 4 lines are not entries of an access log, or have an address that is not one'],
  });
});

describe('whose log it is', () => {
  const lines = () => readFileSync(OPEN, 'utf8').trim().split('\n');
  const POD = (name: string, of: string, ip: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${of}, labels: {app: web}}\nspec: {containers: []}\nstatus: {podIP: ${ip}}\n`;
  const from = async (...args: string[]) => {
    const { code, out, err } = await runIn(folder, 'suggest', '--access-log', 'a.log', 'manifests', '--format', 'json', ...args);
    return out === '' ? `${code} ${err}` : [...new Set((JSON.parse(out) as { destinations: { from: string }[] }).destinations.map(each => each.from))].join();
  };

  test('is told by the name that kubectl puts in front of a line', async () => {
    manifests(WEB, WEB.replaceAll('name: web', 'name: web-admin').replaceAll('app: web', 'app: web-admin'), mesh('ALLOW_ANY'));
    writeFileSync(join(folder, 'a.log'), lines().map(line => `[pod/web-7d9f4c5b6-x2x4z/istio-proxy] ${line}`).join('\n'));
    expect(await from()).toBe('Deployment shop/web');
    writeFileSync(join(folder, 'a.log'), lines().map(line => `[pod/web-admin-7d9f4c5b6-x2x4z/istio-proxy] ${line}`).join('\n'));
    expect(await from()).toBe('Deployment shop/web-admin');
  });

  test('is told by the address of a Pod among the paths', async () => {
    manifests(POD('web-0', 'shop', '192.0.2.10'), POD('web-1', 'bank', '192.0.2.11'), mesh('ALLOW_ANY'));
    writeFileSync(join(folder, 'a.log'), lines().slice(0, 9).join('\n'));
    expect(await from()).toBe('Pod shop/web-0');
  });

  test('is told by --namespace, whatever workloads there are', async () => {
    manifests(WEB, mesh('ALLOW_ANY'));
    writeFileSync(join(folder, 'a.log'), lines().join('\n'));
    expect(await from('--namespace', 'shop')).toBe('namespace shop');
    expect(await from('--namespace', 'new')).toBe('namespace new');
  });

  test('is unknown otherwise', async () => {
    manifests(WEB, WEB.replace('namespace: shop', 'namespace: bank'), mesh('ALLOW_ANY'));
    writeFileSync(join(folder, 'a.log'), lines().map(line => `[pod/web-7d9f4c5b6-x2x4z/istio-proxy] ${line}`).join('\n'));
    expect(await from()).toBe('2 error: nothing tells the namespace of the pods that wrote the logs: pass --namespace or --from, or read the logs with kubectl logs --prefix and add the workloads to the paths\n');
  });

  test('a connection to the pod itself that no filter chain takes is not one to outside', async () => {
    manifests(WEB, mesh('REGISTRY_ONLY'));
    const refused = '[2026-01-31T12:00:00.000Z] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-" "-" "-" - - 192.0.2.10:8080 192.0.2.50:16011 - -';
    writeFileSync(join(folder, 'a.log'), [refused, lines()[0], refused.replace('192.0.2.10:8080', '198.51.100.9:8080')].join('\n'));
    const { out } = await runIn(folder, 'suggest', '--access-log', 'a.log', 'manifests', '--format', 'json', '--namespace', 'shop');
    expect((JSON.parse(out) as { destinations: { destination: string }[] }).destinations.map(({ destination }) => destination)).toEqual(['tcp://198.51.100.9:8080', 'https://api.payments.example:443']);
  });
});

describe('wrong usage', () => {
  test.each<[string[], string]>([
    [['--access-log', 'gone.log'], 'error: the access log: it can\'t be read (it does not exist)\n'],
    [['--access-log', 'empty.log'], 'error: there is no entry of an access log: the log is empty; set accessLogFile: /dev/stdout in the mesh, without accessLogFormat, and pass the log of the container istio-proxy\n'],
    [['--access-log', 'app.log'], 'error: there is no entry of an access log: none of its 2 lines is in a default format of Istio, text or JSON; set accessLogFile: /dev/stdout in the mesh, without accessLogFormat, and pass the log of the container istio-proxy\n'],
    [['--access-log', 'binary.log'], 'error: the access log: it is not a log in UTF-8; decompress it, or save it as UTF-8\n'],
    [['--access-log', OPEN, '--from', 'shop/wbe'], 'error: there is no workload "shop/wbe" among the objects; did you mean "shop/web"?\n'],
    [['--access-log', OPEN, '--namespace', 'Shop'], 'error: --namespace must be the name of a namespace, got "Shop"\n'],
    [['--access-log', '-', '-'], 'error: standard input is either the log or the objects: pass a file for one of them\n'],
  ])('%j', async (args, err) => {
    manifests(WEB);
    writeFileSync(join(folder, 'empty.log'), '\n\n');
    writeFileSync(join(folder, 'app.log'), 'started\nGET / 200\n');
    writeFileSync(join(folder, 'binary.log'), Buffer.from([0x1f, 0x8b, 8, 0, 0]));
    expect(await runIn(folder, 'suggest', ...args, ...args.includes('-') ? [] : ['manifests'])).toEqual({ code: 2, out: '', err });
  });

  test('a log with random names does not fill the memory', async () => {
    const line = readFileSync(OPEN, 'utf8').split('\n')[0];
    writeFileSync(join(folder, 'a.log'), Array.from({ length: 6000 }, (_, index) => line.replace('api.payments', `h${index}`)).join('\n'));
    expect(await runIn(folder, 'suggest', '--access-log', 'a.log', '--namespace', 'shop')).toEqual({
      code: 2, out: '', err: 'error: the logs have more than 5000 different destinations; pass those of fewer pods, or of a shorter time\n',
    });
  });
});

test('as a process of its own, it reads the log from standard input, and replaces the output at once', () => {
  const program = join(ROOT, '.cache', 'test', `suggest-${process.pid}.js`);
  bundleCli(program);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'suggest', '--access-log', '-', '--namespace', 'shop', '--output', 'a.yaml'], {
    cwd: folder, input: readFileSync(OPEN), encoding: 'utf8',
  });
  rmSync(program);
  expect({ status, stdout, last: stderr.trim().split('\n').pop() }).toEqual({
    status: 0, stdout: '', last: '8 destinations: 8 admitted by 8 new objects and 0 changed ones, 0 declared already, 0 left out.',
  });
  expect(readdirSync(folder)).toEqual(['a.yaml']);
  expect(parseAllDocuments(readFileSync(join(folder, 'a.yaml'), 'utf8'))).toHaveLength(8);
});
