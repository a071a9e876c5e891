import { resolve } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = resolve(__dirname, '..');

/** Writes the command line, with all that it imports, as a program of one file: that of the sources, for tests and measurements, without a build of the package. */
export function bundleCli(outfile: string): void {
  buildSync({ entryPoints: [resolve(ROOT, 'src', 'cli', 'main.ts')], outfile, bundle: true, platform: 'node', target: 'node20', minifyWhitespace: true, minifySyntax: true, logLevel: 'error' });
}
