/**
 * Puts the modules of src/analysis into one file before the tests run. Nearly each test needs hundreds of them, and jest would find, read and compile each again for each test
 * file. A module runs when it is first required, as it does alone. With `--coverage` there is no such file, because coverage is counted for each module.
 */
'use strict';
const { createHash } = require('node:crypto');
const { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const ROOT = join(__dirname, '..', '..');
const ANALYSIS = join('src', 'analysis');
const CHUNK = join(ROOT, '.cache', 'jest', 'analysis.js');

/** Set for the processes of the tests if modules are compiled one at a time. */
const ALONE = 'JEST_MODULES_ALONE';

/** The statement that loads a module of the chunk, or undefined if a module is not part of it. */
function fromChunk(path) {
  const start = join(ROOT, ANALYSIS);
  if (process.env[ALONE] || !path.startsWith(start)) { return undefined; }
  return `module.exports = require(${JSON.stringify(CHUNK)})[${JSON.stringify(nameOf(path.slice(start.length + 1)))}]();`;
}

/** A module by its path below src/analysis. */
function nameOf(path) {
  return path.replace(/\.ts$/, '').replaceAll('\\', '/');
}

/** What the chunk is made of. A chunk that has it in its first line is up to date. */
function digestOf(paths) {
  const digest = createHash('sha256').update(readFileSync(__filename)).update(require('esbuild/package.json').version);
  for (const path of paths) { digest.update(`\0${path}\0`).update(readFileSync(join(ROOT, ANALYSIS, path))); }
  return `// ${digest.digest('hex')}`;
}

function firstLineOf(file) {
  try {
    return readFileSync(file, 'utf8').split('\n', 1)[0];
  } catch {
    return undefined;
  }
}

function writeChunk(paths, digest) {
  const { buildSync } = require('esbuild');
  mkdirSync(dirname(CHUNK), { recursive: true });
  const { outputFiles } = buildSync({
    stdin: { contents: `module.exports = {${paths.map(nameOf).map(name => `${JSON.stringify(name)}: () => require("./${name}")`).join(',\n')}};`, resolveDir: join(ROOT, ANALYSIS) },
    bundle: true, platform: 'node', target: 'node20', format: 'cjs', packages: 'external', banner: { js: digest }, sourcemap: true, sourcesContent: false, outfile: CHUNK, write: false,
    tsconfig: join(ROOT, 'tsconfig.json'), logLevel: 'error',
  });
  // The map first: a chunk is up to date if it is there. Another run of jest may read both at the same time.
  for (const { path, text } of outputFiles.sort((one, other) => other.path.length - one.path.length)) {
    writeFileSync(`${path}.${process.pid}`, text);
    renameSync(`${path}.${process.pid}`, path);
  }
}

module.exports = ({ collectCoverage }) => {
  if (collectCoverage) {
    process.env[ALONE] = '1';
    return;
  }
  delete process.env[ALONE];
  const paths = readdirSync(join(ROOT, ANALYSIS), { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts')).sort();
  const digest = digestOf(paths);
  if (firstLineOf(CHUNK) !== digest) { writeChunk(paths, digest); }
};
module.exports.fromChunk = fromChunk;
