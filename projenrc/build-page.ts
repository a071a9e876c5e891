import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { fileOf } from './bundles/chunks';
import { vendored } from './bundles/vendored';
import { DAGRE_PLACE } from '../src/cli/base/package-files';
import { PICTURE_STYLE } from '../src/report/picture/picture-style';

const ROOT = resolve(__dirname, '..');
const PAGES = join(ROOT, 'page');
const DAGRE = '@dagrejs/dagre';

/** A page of one file: its markup, with its styles and scripts, and a policy that allows these and nothing else. The same sources give the same bytes. */
export function buildPage(name: 'report' | 'playground'): string {
  const read = (file: string) => readFileSync(join(PAGES, file), 'utf8');
  const style = `${PICTURE_STYLE}${minified(read('style.css'))}`;
  const script = `var dagre={};(module=>{${dagre()}})(dagre);${bundled(join(PAGES, `${name}.ts`))}`;
  const policy = [
    'default-src \'none\'', `script-src ${hashOf(script)}`, `style-src ${hashOf(style)}`, 'base-uri \'none\'', 'form-action \'none\'',
  ].join('; ');
  const parts: Readonly<Record<string, string>> = {
    '<!--policy-->': `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<!--style-->': `<style>${style}</style>`,
    '<!--view-->': read('view.html').trim(),
    '<!--script-->': `<script>${script}</script>`,
  };
  return Object.entries(parts).reduce((page, [place, part]) => page.split(place).join(part), read(`${name}.html`));
}

let dagreText: string | undefined;

/** The module that orders the boxes of pictures, as the package has it for the command line too. */
function dagre(): string {
  return dagreText ??= vendored(DAGRE);
}

/** Writes the page that `egress --format html` puts its data into, and the module that it puts there too. */
export function writeReportPage(): void {
  write(join(ROOT, 'lib', 'page', 'report.html'), buildPage('report').split(dagre()).join(DAGRE_PLACE));
  write(join(ROOT, 'lib', 'chunks', fileOf(DAGRE)), dagre());
}

/** Writes a file at once: tests that run at the same time never read half of it. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

function minified(css: string): string {
  const { outputFiles } = buildSync({ stdin: { contents: css, loader: 'css' }, minify: true, write: false, logLevel: 'warning' });
  return outputFiles[0].text.trim();
}

/** A script for browsers, with everything that it imports. */
export function bundled(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    tsconfig: join(PAGES, 'tsconfig.json'),
    alias: { [DAGRE]: join(PAGES, 'dagre.ts') },
    write: false,
    logLevel: 'warning',
  });
  // The end of a script element would end the script, even in a text.
  return outputFiles[0].text.trim().replace(/<\/script/gi, '<\\/script');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
