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
  const lines: { readonly load: string; readonly names: string[]; readonly isNamespace: boolean }[] = [];
  for (const { name, module, isNamespace } of exported) {
    const load = loaderOf(module);
    const last = lines.at(-1);
    if (last?.load === load && !last.isNamespace && !isNamespace) {
      last.names.push(name);
    } else {
      lines.push({ load, names: [name], isNamespace });
    }
  }
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const whole = (load, name) => Object.defineProperty(exports, name, { enumerable: true, get: load });
const lazy = (load, names) => { for (const name of names.split(" ")) whole(() => load()[name], name); };
${lines.map(({ load, names, isNamespace }) => `${isNamespace ? 'whole' : 'lazy'}(() => ${load}, "${names.join(' ')}");`).join('\n')}
`;
}

/** What an index ends with that is imported by ECMAScript modules: Node.js reads the names from here. */
export function namesForImport(exported: readonly LazyExport[]): string {
  return `0 && (module.exports = { ${exported.map(({ name }) => name).join(', ')} });\n`;
}
