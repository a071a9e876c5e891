import { exportsOf, lazyIndex, namesForImport } from '../../../projenrc/bundles/lazy-index';

const INDEX = `
export { A, type AProps } from './a';
export type { B } from './b';
export * from './c';
export * as l1 from '../imports';
`;

test('the values of an index are those that exist at run time', () => {
  expect(exportsOf(INDEX, module => module === './c' ? ['C', 'D'] : [])).toEqual([
    { name: 'A', module: './a', isNamespace: false },
    { name: 'C', module: './c', isNamespace: false },
    { name: 'D', module: './c', isNamespace: false },
    { name: 'l1', module: '../imports', isNamespace: true },
  ]);
});

test('an index with code of its own is refused', () => {
  expect(() => exportsOf('export const a = 1;', () => [])).toThrow('an index has nothing but exports of other modules');
});

test('a lazy index loads a module when one of its names is used', () => {
  const loaded: string[] = [];
  const modules: Record<string, object> = { './a': { A: 1, C: 3 }, './l1': { B: 2 } };
  const exported = [{ name: 'A', module: './a', isNamespace: false }, { name: 'C', module: './a', isNamespace: false }, { name: 'l1', module: './l1', isNamespace: true }];
  const code = lazyIndex(exported, module => `load("${module}")`);
  const exports: Record<string, unknown> = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is the code of a module
  new Function('exports', 'load', code)(exports, (module: string) => {
    loaded.push(module);
    return modules[module];
  });
  expect(Object.keys(exports)).toEqual(['A', 'C', 'l1']);
  expect(loaded).toEqual([]);
  expect(exports.l1).toEqual({ B: 2 });
  expect(loaded).toEqual(['./l1']);
  expect([exports.A, exports.C]).toEqual([1, 3]);
  expect(loaded).toEqual(['./l1', './a', './a']);
});

test('an ECMAScript module finds the names of an index', () => {
  expect(namesForImport([{ name: 'A', module: './a', isNamespace: false }, { name: 'l1', module: './l1', isNamespace: true }])).toBe('0 && (module.exports = { A, l1 });\n');
});
