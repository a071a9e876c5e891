/**
 * Compiles modules for jest: one at a time, without a look at their types, which `tsc` checks. Each module loads what it imports when it is first used, as in the package. Most
 * tests use a small part of the library, and jest would load all of it for each file. Those of src/analysis are in one file: see analysis-chunk.js.
 */
'use strict';
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { fromChunk } = require('./analysis-chunk');

const LAZY_REQUIRES = join(__dirname, '..', 'bundles', 'lazy-requires.ts');

const compilers = [__filename, LAZY_REQUIRES].map(file => readFileSync(file, 'utf8')).join('')
  + process.version + ['esbuild', 'typescript'].map(name => require(`${name}/package.json`).version).join(' ');

/** The compiler, loaded when a file has changed. esbuild takes a tenth of the time of `ts.transpileModule()`. */
let loaded;
function compiler() {
  if (!loaded) {
    const { transformSync } = require('esbuild');
    const options = { loader: 'ts', format: 'cjs', target: 'node20', tsconfigRaw: readFileSync(join(__dirname, '..', '..', 'tsconfig.json'), 'utf8').replace(/^\/\/.*/gm, '') };
    const module = { exports: {} };
    new Function('module', 'require', transformSync(readFileSync(LAZY_REQUIRES, 'utf8'), options).code)(module, require);
    loaded = { transformSync, options, withLazyRequires: module.exports.withLazyRequires };
  }
  return loaded;
}

module.exports = {
  canInstrument: false,

  getCacheKey(code, path) {
    const chunked = fromChunk(path);
    return createHash('sha256').update(compilers).update('\0').update(path).update('\0').update(chunked ?? code).digest('hex').slice(0, 32);
  },

  process(text, path) {
    const chunked = fromChunk(path);
    if (chunked) { return { code: chunked }; }
    const { transformSync, options, withLazyRequires } = compiler();
    const { code, map } = transformSync(text, { ...options, sourcemap: true, sourcefile: path });
    return { code: withLazyRequires(code, path), map };
  },
};
