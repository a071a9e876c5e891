import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';
import * as library from '../src';
import { pageNames, readPage } from './analysis/rules/rule-page';
import { moduleOf as moduleOfRule, namespaceOf } from './analysis/rules/rule-typescript';
import { typeErrorsOf } from './typescript';

const ROOT = resolve(__dirname, '..');
const PACKAGE = 'cdk8s-istio-oneagent';

/** Guides with code for users. The pages of rules have their own test. */
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md')).sort().map(name => `docs/${name}`)];

/** Declarations that a guide uses but does not show. */
const GIVEN: { readonly [page: string]: string } = {
  'docs/connection-info.md': 'const text: string = JSON.stringify({ communicationEndpoints: ["https://a.example.com"] });',
};

/** A block of code on a page. */
interface Block {
  readonly name: string;
  readonly language: string;
  readonly code: string;
  /**
   * The comment before the block: `<!-- file: main.ts -->`, `<!-- from: dist/shop.k8s.yaml -->`, or `<!-- example: openshift -->` for the
   * `main.ts` of that example.
   */
  readonly label: string;
}

/** A block of TypeScript as a module, and the output that the page shows. */
interface Module {
  readonly name: string;
  readonly path: string;
  readonly source: string;
  readonly outputs: readonly Block[];
  /** Folder of the example that it is of, whose files it reads. */
  readonly example?: string;
}

function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

function blocksOf(page: string): Block[] {
  const pattern = /(?:<!-- ([^\n]*) -->\n+)?^```([a-z]*)\n([\s\S]*?)^```$/gm;
  return [...textOf(page).matchAll(pattern)].map(([, label = '', language, code], index) => ({ name: `${page}, block ${index + 1}`, language, code, label }));
}

const blocks = new Map(PAGES.map(page => [page, blocksOf(page)]));

/** The TypeScript of a page. The blocks with its output follow it. */
function modulesOf(page: string): Module[] {
  const all = blocks.get(page)!;
  return all.flatMap((block, index) => {
    if (block.language !== 'ts') { return []; }
    const next = all.findIndex(({ language }, at) => at > index && language === 'ts');
    return [{
      name: block.name,
      path: join(ROOT, `${block.name.replace(/[^A-Za-z0-9]+/g, '-')}.ts`),
      source: moduleOf(page, block.code),
      example: block.label.startsWith('example: ') ? join(ROOT, 'examples', block.label.slice('example: '.length)) : undefined,
      outputs: all.slice(index + 1, next < 0 ? undefined : next).filter(({ label }) => label.startsWith('from: ')),
    }];
  });
}

/** A block without imports uses what the page has imported before. */
function moduleOf(page: string, code: string): string {
  if (/^import /m.test(code)) { return code; }
  const used = Object.keys(library).filter(name => new RegExp(`\\b${name}\\b`).test(code));
  return `import { ${used.join(', ')} } from '${PACKAGE}'; ${GIVEN[page] ?? ''}\n${code}`;
}

const modules = PAGES.flatMap(modulesOf);

/** The blocks on the pages of rules. Another test runs them. */
const blocksOfRules = pageNames().map(name => ({ name, page: readPage(name) })).flatMap(({ name, page }) => {
  const { incorrectTypeScript: incorrect, typeScript: correct } = page;
  return Object.entries({ incorrect, correct }).flatMap(([which, block]) => block === undefined ? [] : [{
    name: `docs/rules/${name}.md, ${which}`,
    path: join(ROOT, `docs-rules-${name.replace('/', '-')}-${which}.ts`),
    source: moduleOfRule(block, namespaceOf(page)),
  }]);
});

/** Files that guides read, from the README. */
const files = Object.fromEntries(blocks.get('README.md')!.filter(({ label }) => label.endsWith('.json')).map(({ label, code }) => [label.slice('file: '.length), code]));

/** The files and folders that an example reads. */
function inputsOf(folder: string): string[] {
  return readdirSync(folder).filter(name => name !== 'dist');
}

/** The JSON files that a page shows: everything that its example reads, for a user who starts with nothing else. */
function shownFilesOf(page: string): readonly (readonly [string, string])[] {
  return blocks.get(page)!.filter(({ label }) => /^file: .*\.json$/.test(label)).map(({ label, code }) => [label.slice('file: '.length), code]);
}

/** Runs a module in a temporary folder, and returns its output. It reads the files that are given, or else those of its example. */
function run({ source, outputs, example }: Module, given?: readonly (readonly [string, string])[]): string[] {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const cwd = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const always = given ? [] : ['connection-info.json', 'agent.json', 'gateway.json'].map(name => [name, files['connection-info.json']] as const);
    for (const [name, text] of given ?? always) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const inputs = example === undefined || given ? [] : inputsOf(example);
    for (const name of inputs) { cpSync(join(example!, name), join(folder, name), { recursive: true }); }
    process.chdir(folder);
    new Function('require', 'exports', outputText)(require, {});
    return outputs.map(({ label }) => readFileSync(label.slice('from: '.length), 'utf8'));
  } finally {
    printed.mockRestore();
    process.chdir(cwd);
    rmSync(folder, { recursive: true });
  }
}

describe('each block of TypeScript', () => {
  let errors: Map<string, string[]>;
  beforeAll(() => { errors = typeErrorsOf([...modules, ...blocksOfRules]); }, 120_000);

  test.each([...modules, ...blocksOfRules])('type-checks: $name', ({ name }) => {
    expect(errors.get(name)).toEqual([]);
  });

  test.each(modules)('runs, and writes the output of the page: $name', module => {
    const written = run(module);
    module.outputs.forEach(({ code }, index) => expect(written[index]).toContain(code));
  });
});

test('the example for several clusters runs with the files that its page shows, and writes what the complete example has for these clusters', () => {
  const page = 'docs/several-clusters.md';
  const shown = shownFilesOf(page);
  const [example] = modulesOf(page).filter(module => module.example !== undefined);
  const clusters = (JSON.parse(shown.find(([name]) => name === 'clusters.json')![1]) as { name: string }[]).map(({ name }) => name);
  expect(shown.map(([name]) => name)).toEqual(['clusters.json', ...clusters.map(name => `connection-info/${name}.json`)]);
  const paths = clusters.flatMap(name => ['monitoring', 'namespaces', 'shop'].map(chart => `dist/${name}/${chart}.k8s.yaml`));
  const written = run({ ...example, outputs: [...example.outputs, ...paths.map(path => ({ name: path, language: 'yaml', code: '', label: `from: ${path}` }))] }, shown);
  example.outputs.forEach(({ code }, index) => expect(written[index]).toContain(code));
  expect(written.slice(example.outputs.length)).toEqual(paths.map(path => readFileSync(join(example.example!, path), 'utf8')));
});

test.each(modules.filter(({ example }) => example !== undefined))('is equal to the example: $name', ({ source, example }) => {
  expect(source).toBe(readFileSync(join(example!, 'main.ts'), 'utf8'));
});

test('every block of TypeScript is checked', () => {
  const fences = PAGES.flatMap(page => textOf(page).match(/^```(?:ts|typescript)$/gm) ?? []);
  expect(fences).toEqual(modules.map(() => '```ts'));
});

const links = PAGES.filter(page => page.startsWith('docs/'))
  .flatMap(page => [...textOf(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => ({ page, link })));

test.each(links)('$page links to $link, which exists', ({ page, link }) => {
  expect(existsSync(join(ROOT, dirname(page), link))).toBe(true);
});
