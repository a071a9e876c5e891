import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { runIn } from './command-line';

const ROOT = resolve(__dirname, '..', '..');

/** The examples whose connections guides follow in their last section: those of the same name, and those that more than one guide is about. */
const EXAMPLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(readdirSync(join(ROOT, 'examples')).filter(name => readdirSync(join(ROOT, 'docs')).includes(`${name}.md`)).map(name => [name, name])),
  'deliver-with-argo-cd': 'argo-cd',
  'deliver-with-flux': 'flux',
  'one-agent-egress': 'quick-start',
  'service-entry': 'quick-start',
  'sidecar': 'quick-start',
};

interface Trace { readonly page: string; readonly commands: readonly string[]; readonly shown: readonly string[] }

/** The commands `why` of a guide about its example, with what the block after them shows: a part of what they print. */
const tracesOf = (page: string): Trace[] => [...readFileSync(join(ROOT, 'docs', `${page}.md`), 'utf8').matchAll(/^```sh\n((?:npx cdk8s-istio-oneagent why .*\n)+)```\n\n```(?:text)?\n([\s\S]*?)^```$/gm)]
  .map(([, commands, output]) => ({
    page, commands: commands.trim().split('\n').map(line => line.replace('npx cdk8s-istio-oneagent ', '')), shown: output.split('\n').filter(line => line !== ''),
  }))
  .filter(({ commands }) => commands.every(command => / dist /.test(command)));

/** Some guides follow a connection of their own block, whose lines have other numbers. */
const withoutPlaces = (lines: readonly string[]) => lines.filter(line => !/^ +\d+ \|/.test(line)).map(line => line.replace(/ {2}dist\/\S+$/, ''));

const traces = Object.keys(EXAMPLES).flatMap(tracesOf);

test('guides end with a trace', () => {
  expect([...new Set(traces.map(({ page }) => page))]).toEqual(expect.arrayContaining([
    'ambient', 'databases', 'deliver-with-argo-cd', 'deliver-with-flux', 'egress-gateway', 'forward-proxy', 'many-hosts', 'network-zones', 'one-agent-egress', 'openshift', 'secure-dynatrace',
    'service-entry', 'sidecar', 'tls-origination', 'tracing',
  ]));
});

/** The first trace of the guide about OneAgent in ambient namespaces is of a block of the page, not of the example. */
const ofExamples = traces.filter(({ commands }) => !commands.some(command => command.includes('tcp://203.0.113.10:9999')));

/** What commands print in a folder, without what the page leaves out. */
async function printedIn(folder: string, commands: readonly string[]): Promise<string[]> {
  const printed: string[] = [];
  for (const command of commands) {
    const { out } = await runIn(folder, ...command.split(' '));
    printed.push(...out.split('\n'));
  }
  return withoutPlaces(printed);
}

test.each(ofExamples)('$page shows what $commands prints', async ({ page, commands, shown }) => {
  expect(await printedIn(join(ROOT, 'examples', EXAMPLES[page]), commands)).toEqual(expect.arrayContaining(withoutPlaces(shown)));
});

/** The Deployment of the EdgeConnect, as the operator creates it. */
const EDGE_CONNECT_POD = { 'app.kubernetes.io/created-by': 'edgeconnect', 'app.kubernetes.io/managed-by': 'dynatrace-operator', 'app.kubernetes.io/name': 'edgeconnect' };
const EDGE_CONNECT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'edgeconnect', namespace: 'dynatrace' },
  spec: {
    selector: { matchLabels: EDGE_CONNECT_POD },
    template: { metadata: { labels: { ...EDGE_CONNECT_POD, 'sidecar.istio.io/inject': 'true' } }, spec: { containers: [{ name: 'edge-connect', image: 'registry.example/edgeconnect:1.0' }] } },
  },
};

test('the guide about EdgeConnect shows what the command prints for its block in a mesh, and the pods of the operator', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  try {
    const outdir = join(folder, 'dist');
    const block = [...readFileSync(join(ROOT, 'docs', 'edge-connect.md'), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code).find(code => code.includes('edgeConnect.hosts'))!;
    const { outputText } = ts.transpileModule(block.replace('new App()', `new App({ outdir: ${JSON.stringify(outdir)} })`), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    new Function('require', 'exports', outputText)(require, {});
    writeFileSync(join(folder, 'edgeconnect.yaml'), JSON.stringify(EDGE_CONNECT));
    const [{ commands, shown }] = tracesOf('edge-connect');
    expect(await printedIn(folder, commands)).toEqual(expect.arrayContaining(withoutPlaces(shown)));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
