/**
 * Bundles the command line into one file: `npx tsx projenrc/bundle-cli.ts`. See docs/decisions/0016-esbuild.md for the reasons.
 */
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = resolve(__dirname, '..');

/** Writes the command line, with all that it imports, as a program of one file. */
export function bundleCli(outfile: string): void {
  buildSync({ entryPoints: [resolve(ROOT, 'src', 'cli', 'main.ts')], outfile, bundle: true, platform: 'node', target: 'node20', minifyWhitespace: true, minifySyntax: true, logLevel: 'error' });
}

if (require.main === module) { bundleCli(resolve(ROOT, 'lib', 'cli.js')); }
