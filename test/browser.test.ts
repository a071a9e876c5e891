import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve, sep } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { parse } from 'yaml';
import { check } from '../src/analysis/check';

const ROOT = resolve(__dirname, '..');

/** All files of the rooms that run in a browser. */
const FILES = ['src/analysis', 'src/report'].flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .map(path => posix.join(folder, path.split(sep).join('/')))).filter(path => path.endsWith('.ts')).sort();

/** Only what both browsers and Node have. */
const BROWSER_GLOBALS = { TextEncoder, TextDecoder, URL, structuredClone };

function bundle(): string {
  const contents = [...FILES.map(file => `import './${file}';`), 'export { check } from \'./src/analysis/check\';'].join('\n');
  const { outputFiles: [{ text }] } = buildSync({
    stdin: { contents, resolveDir: ROOT }, bundle: true, platform: 'browser', format: 'iife', globalName: 'bundled', write: false, logLevel: 'silent',
  });
  return text;
}

test('the analysis and the reports run in a browser, without modules or globals of Node', () => {
  // Throws if a file imports a module that browsers do not have.
  const context = createContext({ ...BROWSER_GLOBALS });
  runInContext(bundle(), context);
  const objects = ['checkout.yaml', 'checkout-egress.yaml', 'data.yaml', 'data-egress.yaml'].map(file => join(ROOT, 'examples', 'existing-yaml', 'manifests', file))
    .flatMap(file => readFileSync(file, 'utf8').split(/^---$/m)).map(text => parse(text) as Parameters<typeof check>[0][number]);
  const expected = check(objects);
  expect(expected).not.toEqual([]);
  expect(JSON.parse(runInContext(`JSON.stringify(bundled.check(${JSON.stringify(objects)}))`, context) as string)).toEqual(JSON.parse(JSON.stringify(expected)));
});

test('nothing in them uses a global of Node where the test above does not come', () => {
  const found = FILES.filter(file => /\b(?:(?:Buffer|process)\.[a-z]|__dirname|setImmediate\()/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(found).toEqual([]);
});
