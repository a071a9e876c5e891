import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { writeReportPage } from './build-page';

const ROOT = resolve(__dirname, '..');

/** The compiled file that uses dagre. */
const ORDER = join(ROOT, 'lib', 'src', 'report', 'picture', 'order.js');

const DAGRE = join(ROOT, 'node_modules', '@dagrejs', 'dagre');

/**
 * Puts dagre into the only compiled file that uses it: as a bundled dependency, it would be thirty times as large, with source maps and three formats.
 */
function inlineDagre(): void {
  const license = readFileSync(join(DAGRE, 'LICENSE'), 'utf8').trim();
  buildSync({
    entryPoints: [ORDER],
    outfile: ORDER,
    allowOverwrite: true,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    banner: { js: `/*!\nThis file contains @dagrejs/dagre and @dagrejs/graphlib.\n\n${license}\n*/` },
    logLevel: 'warning',
  });
}

inlineDagre();
writeReportPage();
