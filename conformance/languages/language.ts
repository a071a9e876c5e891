import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
/** The packages of jsii that an app needs, those that others depend on first. */
const MODULES = ['node_modules/constructs', 'node_modules/cdk8s', 'node_modules/cdk8s-plus-28', '.'];

/** What `rosetta/*.ts-fixture` declares around an example. */
export type Fixture = 'app' | 'with-dynakube';

/** The `@example` of a class. */
export interface Example {
  /** Name of the class. */
  readonly name: string;
  readonly fixture: Fixture;
  /** TypeScript with the fixture: a whole app. */
  readonly app: string;
  /** What jsii translates the example into, without the fixture. Its translations into Go lack the pointers of optional arguments, and do not compile. */
  readonly translations: { readonly python: string; readonly java: string };
}

/** A language that jsii makes packages for. */
export interface Language {
  readonly name: string;
  /**
   * Builds the package, and the apps with it.
   *
   * @param folder an empty folder
   * @param packages where the package is kept; nowhere by default
   * @param examples the examples of classes to build with it; none by default
   * @throws Missing if a tool or a package of others is missing
   */
  readonly build: (folder: string, packages?: string, examples?: readonly Example[]) => Program;
}

/** The apps in a language, each a program with its first arguments. They run in a folder, and write their files there. */
export interface Program {
  readonly quickStart: readonly string[];
  /** Needs the name of a check. */
  readonly checks: readonly string[];
  /** Makes calls of `cdk8s` or of this `library`, for a number of namespaces. */
  readonly calls: readonly string[];
  /** Each example writes a folder with its name. Undefined if the translations into the language are no programs. */
  readonly examples?: readonly string[];
}

/** Something is missing on this machine: the message tells what. */
export class Missing extends Error {}

/** Throws Missing if the library is not compiled, or was compiled before its sources changed. */
export function requireCompiled(): void {
  const assembly = join(ROOT, '.jsii');
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).map(name => join(ROOT, 'src', name));
  const changed = Math.max(...sources.map(source => statSync(source)).filter(source => source.isFile()).map(({ mtimeMs }) => mtimeMs));
  if (!existsSync(assembly) || statSync(assembly).mtimeMs < changed) { throw new Missing('the library is not compiled: npx projen compile'); }
}

/** Runs a program, whose output is part of the error if it fails. */
export function run(program: string, args: readonly string[], cwd: string): void {
  const { error, status, signal, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28, env: environment() });
  if (error) { throw error; }
  if (status !== 0) { throw new Error(`${[program, ...args].join(' ')} ended with ${status ?? signal}\n${stdout}${stderr}`); }
}

/** Runs a program that is missing, or that needs something that is missing, if it fails. */
export function prepare(remedy: string, program: string, args: readonly string[], cwd: string): void {
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28, env: environment() });
  if (error) { throw new Missing(`${program} is missing: ${remedy}`); }
  if (status !== 0) { throw new Missing(`${remedy}\n${`${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n')}`); }
}

/** The environment for apps. */
export function environment(): NodeJS.ProcessEnv {
  const { CDK8S_OUTDIR: _, TSX_TSCONFIG_PATH: __, ...rest } = process.env;
  // jsii prints a long warning about Node.js 20, the minimum version of this library.
  return { ...rest, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', NODE_NO_WARNINGS: '1' };
}

/** Makes the packages of a language from the compiled library. */
export function pacmak(language: string, outdir: string, ...options: readonly string[]): void {
  pacmakModule('.', language, outdir, options);
}

/** Makes the sources for a language, of the library and of its peers: registries lack the peers of some languages. */
export function pacmakSources(language: string, outdir: string): void {
  for (const module of MODULES) { pacmakModule(module, language, outdir, ['--code-only']); }
}

function pacmakModule(module: string, language: string, outdir: string, options: readonly string[]): void {
  const args = ['--target', language, '--outdir', outdir, '--force-subdirectory', '--no-npmignore', ...options, module];
  run(join(ROOT, 'node_modules', '.bin', 'jsii-pacmak'), args, ROOT);
}

/** The version of a package in node_modules, such as a peer. */
export function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}
