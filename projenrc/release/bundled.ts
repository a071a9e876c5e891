import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { VENDORED } from '../bundles/chunks';

const ROOT = resolve(__dirname, '..', '..');

/** A package of others that is part of the published package. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As in its package.json: an SPDX expression. */
  readonly license: string;
  /** The text of its license. */
  readonly text: string;
  /** The digest of its archive, from the lock file, such as `sha512-…`. */
  readonly integrity: string;
}

/** What esbuild puts into files of the package, besides the modules of npm that are files of their own: the command line, the page of `egress`, and the layout of pictures. */
const BUILDS = [
  { entry: 'src/cli/main.ts', platform: 'node' },
  { entry: 'page/report.ts', platform: 'browser' },
  { entry: 'src/report/picture/order.ts', platform: 'node' },
] as const;

/** The packages of others in the published package, as files of their own or inside of ours, by name. */
export function bundledPackages(): BundledPackage[] {
  const names = new Set([...BUILDS.flatMap(({ entry, platform }) => packagesIn(entry, platform)), ...VENDORED]);
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { readonly packages: Record<string, { readonly integrity?: string }> };
  return [...names].sort().map(name => {
    const folder = join(ROOT, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string; readonly license?: string };
    const file = readdirSync(folder).sort().find(each => /^licen[cs]e/i.test(each));
    const integrity = lock.packages[`node_modules/${name}`]?.integrity;
    if (license === undefined || file === undefined) { throw new Error(`${name} is bundled, but has no license`); }
    if (integrity === undefined) { throw new Error(`package-lock.json has no integrity of ${name}`); }
    return { name, version, license, text: readFileSync(join(folder, file), 'utf8').trim(), integrity };
  });
}

/** The packages whose modules esbuild puts into a bundle. */
function packagesIn(entry: string, platform: 'node' | 'browser'): string[] {
  const { metafile } = buildSync({
    entryPoints: [join(ROOT, entry)],
    bundle: true,
    platform,
    format: platform === 'node' ? 'cjs' : 'iife',
    target: 'es2022',
    absWorkingDir: ROOT,
    metafile: true,
    write: false,
    logLevel: 'error',
    ...platform === 'browser' && { tsconfig: join(ROOT, 'page', 'tsconfig.json') },
  });
  return Object.keys(metafile.inputs).flatMap(path => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
}
