import { withLazyRequires } from '../../../projenrc/bundles/lazy-requires';

test('what a module imports is loaded at its first use', () => {
  expect(withLazyRequires([
    'const a_1 = require("./a");',
    'const l1 = __importStar(require("../../imports/x"));',
    'const node_crypto_1 = require("node:crypto");',
    'class B extends a_1.A {',
    '  make() { return new a_1.C(l1.D, { l1: (0, a_1.e)(), a_1() { return this.l1; } }); }',
    '}',
    'exports.b = { l1, a_1, hash: node_crypto_1.createHash };',
  ].join('\n'), 'b.js')).toBe([
    '',
    'const l1 = (m => () => m ??= __importStar(require("../../imports/x")))();',
    'const node_crypto_1 = (m => () => m ??= require("node:crypto"))();',
    'class B extends (require("./a")).A {',
    '  make() { return new (require("./a")).C((l1()).D, { l1: (0, (require("./a")).e)(), a_1() { return this.l1; } }); }',
    '}',
    'exports.b = { l1: l1(), a_1: require("./a"), hash: (node_crypto_1()).createHash };',
  ].join('\n'));
});

test('what every app has loaded stays as it is', () => {
  const code = 'const cdk8s_1 = require("cdk8s");\nconst constructs_1 = require("constructs");\nexports.A = class extends cdk8s_1.Chart {};\n';
  expect(withLazyRequires(code, 'a.js')).toBe(code);
});

test.each([
  ['a parameter', 'function f(l1) { return l1.A; }'],
  ['a variable', 'function f() { const l1 = 1; return l1; }'],
])('the name of an import that is %s too is refused', (_, code) => {
  expect(() => withLazyRequires(`const l1 = __importStar(require("./l1"));\n${code}`, 'a.js'))
    .toThrow('a.js declares l1, the name of an import, again: rename it');
});
