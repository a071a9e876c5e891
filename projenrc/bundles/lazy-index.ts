import ts from 'typescript';

/** What an index exports under one name. */
export interface LazyExport {
  readonly name: string;
  /** The module, as the index names it. */
  readonly module: string;
  /** Whether the name is that of the whole module. */
  readonly isNamespace: boolean;
}

/**
 * The values that an index exports, each with its module.
 *
 * @param namesOf the names that a module exports at run time
 */
export function exportsOf(index: string, namesOf: (module: string) => readonly string[]): LazyExport[] {
  return ts.createSourceFile('index.ts', index, ts.ScriptTarget.ES2022).statements.flatMap((statement): LazyExport[] => {
    if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) {
      throw new Error('an index has nothing but exports of other modules');
    }
    const module = statement.moduleSpecifier.text;
    const clause = statement.exportClause;
    if (!clause) { return namesOf(module).map(name => ({ name, module, isNamespace: false })); }
    if (ts.isNamespaceExport(clause)) { return [{ name: clause.name.text, module, isNamespace: true }]; }
    const values = statement.isTypeOnly ? [] : clause.elements.filter(({ isTypeOnly }) => !isTypeOnly);
    return values.map(({ name }) => ({ name: name.text, module, isNamespace: false }));
  });
}

/**
 * An index that loads a module when one of its names is first used.
 *
 * @param loaderOf the expression that returns a module
 */
export function lazyIndex(exported: readonly LazyExport[], loaderOf: (module: string) => string): string {
  const getters = exported.map(({ name, module, isNamespace }) => `lazy("${name}", () => ${loaderOf(module)}${isNamespace ? '' : `.${name}`});`);
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });
${getters.join('\n')}
// For \`import\` in ECMAScript modules: Node.js reads the names from here.
0 && (module.exports = { ${exported.map(({ name }) => name).join(', ')} });
`;
}
