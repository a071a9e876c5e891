/* eslint-disable no-bitwise -- flags of the TypeScript compiler are bit sets */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { programOf, typeErrorsOf } from './typescript';

const ROOT = resolve(__dirname, '..');

/** The example in the docstring of a public class. */
interface Example {
  readonly name: string;
  readonly path: string;
  /** The example in its fixture, as jsii-rosetta compiles it. */
  readonly source: string;
}

const classes = publicClasses();
const examples = classes.flatMap(({ symbol, checker }): Example[] => {
  const tags = symbol.getJsDocTags(checker);
  const code = textOf(tags, 'example');
  if (code === '') { return []; }
  const [, fixture] = /^fixture=([\w-]+)$/.exec(textOf(tags, 'exampleMetadata'))!;
  const [before, after] = readFileSync(join(ROOT, 'rosetta', `${fixture}.ts-fixture`), 'utf8').split('/// here');
  return [{ name: symbol.name, path: join(ROOT, `example-${symbol.name}.ts`), source: `${before}${code}${after}` }];
});

function textOf(tags: readonly ts.JSDocTagInfo[], name: string): string {
  return ts.displayPartsToString(tags.find(tag => tag.name === name)?.text);
}

/** The classes that the library exports. */
function publicClasses(): { readonly symbol: ts.Symbol; readonly checker: ts.TypeChecker }[] {
  const program = programOf([join(ROOT, 'src', 'index.ts')]);
  const checker = program.getTypeChecker();
  const entry = checker.getSymbolAtLocation(program.getSourceFile(join(ROOT, 'src', 'index.ts'))!)!;
  return checker.getExportsOfModule(entry)
    .map(symbol => symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
    .filter(symbol => symbol.flags & ts.SymbolFlags.Class)
    .map(symbol => ({ symbol, checker }));
}

function isConstruct(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const isAbstract = (ts.getCombinedModifierFlags(symbol.valueDeclaration!) & ts.ModifierFlags.Abstract) !== 0;
  return !isAbstract && checker.getPropertyOfType(checker.getDeclaredTypeOfSymbol(symbol), 'node') !== undefined;
}

/** Runs an example in a folder with the files that the README shows. */
function run(source: string): void {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    cpSync(join(ROOT, 'examples', 'quick-start', 'connection-info.json'), join(folder, 'connection-info.json'));
    process.chdir(folder);
    new Function('require', 'exports', outputText)(require, {});
    expect(readdirSync(join(folder, 'dist'))).not.toEqual([]);
  } finally {
    printed.mockRestore();
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}

test('every construct that is not deprecated has an example', () => {
  const without = classes.filter(({ symbol, checker }) => isConstruct(symbol, checker))
    .filter(({ symbol, checker }) => !symbol.getJsDocTags(checker).some(({ name }) => name === 'example' || name === 'deprecated'));
  expect(without.map(({ symbol }) => symbol.name)).toEqual(['FluxKustomization']); // made by FluxDelivery.addKustomization()
});

test('all examples type-check', () => {
  const errors = typeErrorsOf(examples);
  expect(examples.map(({ name }) => [name, errors.get(name)])).toEqual(examples.map(({ name }) => [name, []]));
}, 120_000);

test.each(examples)('the example of $name runs, and its app is written', ({ source }) => { run(source); });
