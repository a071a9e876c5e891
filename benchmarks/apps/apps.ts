import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { Command } from '../measure/measure';

const ROOT = resolve(__dirname, '..', '..');
/** The package as the build has made it: what users install. */
const PACKAGE = join(ROOT, 'lib', 'src', 'index.js');
/** In the repository, because the apps load the packages of node_modules. */
const FOLDER = join(ROOT, '.cache', 'benchmark');

const built = new Map<string, string>();

/** An app of this folder, with its arguments. Its files go into the folder `dist`. */
export function app(folder: string, name: string, ...args: readonly (string | number)[]): Command {
  return { program: process.execPath, args: [scriptOf(join(__dirname, `${name}.ts`)), ...args.map(String)], folder };
}

/** An app as JavaScript that loads the built package. */
export function scriptOf(source: string): string {
  const known = built.get(source);
  if (known !== undefined) { return known; }
  const outfile = join(FOLDER, `${source.slice(ROOT.length + 1).replaceAll(/[\\/]/g, '-').replace(/\.ts$/, '')}.js`);
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    external: [PACKAGE],
    alias: { 'cdk8s-istio-oneagent': PACKAGE },
    logLevel: 'error',
  });
  built.set(source, outfile);
  return outfile;
}

/** The built package, to load it by its path. */
export const builtPackage = PACKAGE;
