import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Chunk, chunkOf, CHUNKS, fileOf, VENDORED } from './chunks';
import { publicDeclarations } from './declarations';
import { exportsOf, lazyIndex, namesForImport } from './lazy-index';
import { withLazyRequires } from './lazy-requires';
import { withShortNames } from './short-names';
import { OPTIONS, vendored } from './vendored';

const ROOT = resolve(__dirname, '..', '..');
const LIB = join(ROOT, 'lib');
const OUT = join(LIB, 'chunks');
const PEERS = ['cdk8s', 'constructs', 'cdk8s-plus-28'];

/** A module of this repository by its path without an extension, such as `src/core/mesh`. */
type ModulePath = string;

/** The modules of each chunk that other chunks import. */
const shared = new Map<Chunk, Set<ModulePath>>(CHUNKS.map(chunk => [chunk, new Set()]));

function share(module: ModulePath): Chunk {
  const chunk = chunkOf(module);
  shared.get(chunk)!.add(module);
  return chunk;
}

function namesOf(module: ModulePath): string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the names of `export *` are known when the module has run
  return Object.keys(require(join(LIB, module)) as object).filter(name => name !== '__esModule');
}

/** Where a chunk finds what is not its own. */
function otherChunks(own: Chunk): Plugin {
  return {
    name: 'other-chunks',
    setup: bundle => {
      bundle.onResolve({ filter: /.*/ }, ({ path, resolveDir, kind, namespace }) => {
        if (kind === 'entry-point') { return undefined; }
        if (namespace === 'chunk') { return { path, external: true }; }
        if (!path.startsWith('.')) { return { path: outside(path), external: true }; }
        const root = own.byModule ? LIB : ROOT;
        const module = relative(root, resolve(resolveDir, path)).replaceAll('\\', '/').replace(/\.[jt]s$/, '');
        if (module.startsWith('imports')) { return { path: `../${module}.js`, external: true }; }
        const file = indexedModule(module);
        return chunkOf(file) === own ? undefined : { path: file, namespace: 'chunk' };
      });
      bundle.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => {
        const chunk = share(path);
        const object = `require("./${fileOf(chunk.name)}")["${path}"]`;
        const value = chunk.byModule ? `${object}()` : object;
        // Names, and not an object with getters: what the analysis calls most must cost no more than in one file.
        return { contents: own.byModule ? `module.exports = ${value};` : `const module_ = ${value};\nexport const ${namesOf(path).map(name => `${name} = module_.${name}`).join(', ')};` };
      });
      if (own.byModule) {
        bundle.onLoad({ filter: /\.js$/ }, ({ path }) => ({ contents: withLazyRequires(readFileSync(path, 'utf8'), path) }));
      }
    },
  };
}

/** `src/x` is `src/x.ts` or `src/x/index.ts`. */
function indexedModule(module: ModulePath): ModulePath {
  try {
    readFileSync(join(ROOT, `${module}.ts`));
    return module;
  } catch {
    return `${module}/index`;
  }
}

/** The module as the package finds it. */
function outside(module: string): string {
  if (PEERS.includes(module) || builtinModules.includes(module.replace(/^node:/, ''))) { return module; }
  if (VENDORED.includes(module)) { return `./${fileOf(module)}`; }
  throw new Error(`the package does not have the module ${module}: add it to VENDORED of projenrc/bundles/chunks.ts, or to the peer dependencies`);
}

/** The modules that others need, as an object by their paths. */
function entryOf(chunk: Chunk): string {
  const modules = [...shared.get(chunk)!].sort();
  if (chunk.byModule) { return `module.exports = {${modules.map(module => `${JSON.stringify(module)}: () => require("./lib/${module}.js")`).join(',\n')}};`; }
  const imports = modules.map((module, index) => `import * as m${index} from "./${module}";`);
  return `${imports.join('\n')}\nmodule.exports = {${modules.map((module, index) => `${JSON.stringify(module)}: {...m${index}}`).join(',\n')}};`;
}

async function writeChunk(chunk: Chunk): Promise<void> {
  const { outputFiles: [{ text }] } = await build({
    ...OPTIONS,
    stdin: { contents: entryOf(chunk), resolveDir: ROOT, sourcefile: 'chunk.js' },
    tsconfig: join(ROOT, 'tsconfig.json'),
    plugins: [otherChunks(chunk)],
  });
  writeFileSync(join(OUT, fileOf(chunk.name)), withShortNames(text));
}

/** The index of the package, and that of the L1 types: both load what is used. */
function writeIndexes(): void {
  const root = exportsOf(readFileSync(join(ROOT, 'src', 'index.ts'), 'utf8'), module => namesOf(join('src', module)));
  const l1 = exportsOf(readFileSync(join(ROOT, 'imports', 'index.ts'), 'utf8'), module => namesOf(join('imports', module)));
  const loaderOf = (module: string) => {
    if (module.startsWith('../imports')) { return 'require("../imports/index.js")'; }
    const path = indexedModule(join('src', module));
    const chunk = share(path);
    return `require("../chunks/${fileOf(chunk.name)}")["${path}"]${chunk.byModule ? '()' : ''}`;
  };
  writeFileSync(join(LIB, 'src', 'index.js'), lazyIndex(root, loaderOf) + namesForImport(root));
  writeFileSync(join(LIB, 'imports', 'index.js'), lazyIndex(l1, module => `require("${module}.js")`));
}

/** The L1 types stay where they are. */
async function minifyImports(): Promise<void> {
  for (const file of filesBelow(join(LIB, 'imports')).filter(each => each.endsWith('.js') && basename(each) !== 'index.js')) {
    const { outputFiles: [{ text }] } = await build({ ...OPTIONS, bundle: false, entryPoints: [file] });
    writeFileSync(file, withShortNames(text));
  }
}

/** The program of the package. */
function writeProgram(): void {
  share('src/cli/main');
  const program = join(LIB, 'cli.js');
  writeFileSync(program, '#!/usr/bin/env node\nrequire("./chunks/main.js");\n');
  chmodSync(program, 0o755);
}

/** What the chunks hold is not needed as modules, and declarations only if a user's compiler reads them. */
function removeModules(): void {
  const kept = publicDeclarations(join(LIB, 'src', 'index.d.ts'));
  for (const file of filesBelow(join(LIB, 'src'))) {
    if (file !== join(LIB, 'src', 'index.js') && !kept.has(file)) { rmSync(file); }
  }
  for (const [file, text] of kept) { writeFileSync(file, text); }
  for (const folder of foldersBelow(join(LIB, 'src')).reverse()) {
    if (readdirSync(folder).length === 0) { rmSync(folder, { recursive: true }); }
  }
}

function below(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => join(folder, path)).sort();
}

function filesBelow(folder: string): string[] {
  return below(folder).filter(path => statSync(path).isFile());
}

function foldersBelow(folder: string): string[] {
  return below(folder).filter(path => statSync(path).isDirectory());
}

/**
 * Replaces the compiled modules in lib/ by a few files, the chunks.
 *
 * @throws if a chunk imports a module of npm that the package does not have
 */
export async function bundlePackage(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  writeProgram();
  writeIndexes();
  // A chunk imports from those before it. What it needs is known when it is written.
  for (const chunk of [...CHUNKS].reverse()) { await writeChunk(chunk); }
  for (const module of VENDORED) { writeFileSync(join(OUT, fileOf(module)), vendored(module)); }
  await minifyImports();
  removeModules();
}
