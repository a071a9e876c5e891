/**
 * Compiles modules for jest: one at a time, without a look at their types, which `tsc` checks. Each module loads what it imports when it is first used, as in the package. Most
 * tests use a small part of the library, and jest would load all of it for each file.
 */
'use strict';
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const LAZY_REQUIRES = join(__dirname, '..', 'bundles', 'lazy-requires.ts');

const compilers = [__filename, LAZY_REQUIRES].map(file => readFileSync(file, 'utf8')).join('') + process.version + require('typescript/package.json').version;

/** The compiler, loaded when a file has changed. */
let loaded;
function compiler() {
  if (!loaded) {
    const ts = require('typescript');
    const { compilerOptions } = ts.readConfigFile(join(__dirname, '..', '..', 'tsconfig.json'), path => readFileSync(path, 'utf8')).config;
    const { options } = ts.convertCompilerOptionsFromJson({ ...compilerOptions, module: 'commonjs', declaration: false, sourceMap: true, inlineSources: true, isolatedModules: true }, '.');
    const exports = {};
    const { outputText } = ts.transpileModule(readFileSync(LAZY_REQUIRES, 'utf8'), { compilerOptions: options });
    new Function('exports', 'require', outputText)(exports, require);
    loaded = { ts, options, ...exports };
  }
  return loaded;
}

module.exports = {
  canInstrument: false,

  getCacheKey(code, path) {
    return createHash('sha256').update(compilers).update('\0').update(path).update('\0').update(code).digest('hex').slice(0, 32);
  },

  process(code, path) {
    const { ts, options, withLazyRequires } = compiler();
    const { outputText, sourceMapText } = ts.transpileModule(code, { compilerOptions: options, fileName: path });
    const compiled = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
    return { code: withLazyRequires(compiled, path), map: sourceMapText };
  },
};
