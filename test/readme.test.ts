import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { runIn } from './cli/command-line';

const ROOT = resolve(__dirname, '..');
const REPOSITORY = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent';
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const EXAMPLE = join(ROOT, 'examples', 'quick-start');
const MAIN = readFileSync(join(EXAMPLE, 'main.ts'), 'utf8');

let folder: string;

beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'readme-')); });
afterAll(() => rmSync(folder, { recursive: true }));

/** The block after a comment such as `<!-- error -->`, on one line: the README breaks lines that the output does not break. */
function onOneLine(label: string): string {
  const block = new RegExp(`<!-- ${label} -->\\n+\`\`\`[a-z]*\\n([\\s\\S]*?)\\n\`\`\``).exec(README);
  return block![1].split('\n').join(' ');
}

/** What the README tells its reader to do: the app without the endpoints of OneAgent in the Sidecar. */
function forgetOneAgent(source: string): string {
  const changed = source.replace('allowEgressTo(payments, oneAgent)', 'allowEgressTo(payments)');
  expect(changed).not.toBe(source);
  return changed;
}

/** Runs an app in a folder of its own, and returns the message of its error. */
function errorOf(source: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  const before = process.cwd();
  const app = join(folder, 'app');
  mkdirSync(app);
  cpSync(join(EXAMPLE, 'connection-info.json'), join(app, 'connection-info.json'));
  process.chdir(app);
  try {
    new Function('require', 'exports', outputText)(require, {});
    return 'no error';
  } catch (error) {
    return (error as Error).message;
  } finally {
    process.chdir(before);
  }
}

test('the error of the README is what the quick start throws without the endpoints of OneAgent', () => {
  expect(errorOf(forgetOneAgent(MAIN)).split('\n').map(line => line.trim().replace(/ \(mesh\/.*/, ''))).toContain(onOneLine('error'));
});

test('the finding of the README is what check prints about the same mistake in plain YAML', async () => {
  const manifests = join(folder, 'manifests');
  cpSync(join(EXAMPLE, 'dist'), manifests, { recursive: true });
  const sidecar = join(manifests, 'shop.k8s.yaml');
  writeFileSync(sidecar, readFileSync(sidecar, 'utf8').replace(/^ *- dynatrace\/.*\n/gm, ''));
  const { code, out } = await runIn(folder, 'check', 'manifests');
  expect(code).toBe(0);
  expect(out.split('\n').map(line => line.replace(/^ +\d+:\d+ +/, ''))).toContain(onOneLine('check'));
  expect((await runIn(folder, 'check', 'manifests', '--fail-on', 'warning')).code).toBe(1);
});

test('the picture of the README is what the command draws from the quick start; npm run picture draws it again', async () => {
  const { code, out } = await runIn(EXAMPLE, 'egress', 'dist', '--format', 'svg');
  expect({ code, out }).toEqual({ code: 0, out: readFileSync(join(ROOT, 'docs', 'images', 'quick-start.svg'), 'utf8') });
});

test('the README lists every guide', () => {
  const guides = readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md') && name !== 'architecture.md');
  expect(guides.filter(name => !README.includes(`](${REPOSITORY}/blob/main/docs/${name}`))).toEqual([]);
});

test('the links of the README are complete, because registries show it too, and lead to files that exist', () => {
  const targets = [...README.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
  const files = targets.flatMap(target => /^https:\/\/(?:github\.com\/[^/]+\/[^/]+\/(?:blob|tree)|raw\.githubusercontent\.com\/[^/]+\/[^/]+)\/main\/([^#]+)/.exec(target)?.[1] ?? []);

  expect(targets.filter(target => !/^(?:https:|#)/.test(target))).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter(file => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('the figures of the README are those of the page about the proof', () => {
  const proof = readFileSync(join(ROOT, 'docs', 'proof.md'), 'utf8');
  for (const figure of ['20,000 objects', '20,000 meshes', '240,000 connections', '8,000 connections']) {
    expect({ figure, readme: README.includes(figure), proof: proof.includes(figure) }).toEqual({ figure, readme: true, proof: true });
  }
});
