import { resolve } from 'node:path';
import ts from 'typescript';

type Binding = ts.ImportSpecifier | ts.NamespaceImport | ts.ImportClause;

/**
 * The declaration files that a user's compiler reads, by their paths, with what it needs of each: what the index exports, and what the public members of that mention.
 * Members of classes that are marked as `@internal` are left out, unless an interface has them too.
 */
export function publicDeclarations(index: string): Map<string, string> {
  const program = ts.createProgram([index], { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, skipLibCheck: true, types: [] });
  const reached = reachedFrom(index, program);
  const files = program.getSourceFiles().filter(({ statements }) => statements.some(statement => reached.statements.has(statement)));
  return new Map(files.map(file => [resolve(file.fileName), textOf(file, reached)]));
}

/** What is needed. */
interface Reached {
  readonly statements: ReadonlySet<ts.Statement>;
  readonly bindings: ReadonlySet<ts.Node>;
  isLeftOut(node: ts.Node): boolean;
}

function reachedFrom(index: string, program: ts.Program): Reached {
  const checker = program.getTypeChecker();
  const own = new Set(program.getSourceFiles().filter(({ fileName }) => !fileName.includes('/node_modules/')));
  const ofInterfaces = new Set([...own].flatMap(internalOfInterfaces));
  const isLeftOut = (node: ts.Node): boolean => ts.isClassElement(node) && isInternal(node) && !(node.name && ofInterfaces.has(node.name.getText()));
  const statements = new Set<ts.Statement>(program.getSourceFile(index)!.statements);
  const bindings = new Set<ts.Node>();

  const add = (symbol: ts.Symbol): void => {
    // eslint-disable-next-line no-bitwise -- how TypeScript tells kinds of symbols apart
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    for (const declaration of isAlias ? symbol.declarations ?? [] : []) {
      bindings.add(declaration);
      const statement = statementOf(declaration);
      const isPassedOn = statement && (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement));
      if (isPassedOn && statement.moduleSpecifier) { addPassedOn(statement.moduleSpecifier); }
    }
    for (const declaration of (isAlias ? checker.getAliasedSymbol(symbol) : symbol).declarations ?? []) {
      const statement = statementOf(declaration);
      if (statement && own.has(statement.parent as ts.SourceFile)) { statements.add(statement); }
    }
  };
  const addExportsOf = (module: ts.Expression): void => {
    const symbol = checker.getSymbolAtLocation(module);
    if (symbol) { checker.getExportsOfModule(symbol).forEach(add); }
    addPassedOn(module);
  };
  /** What a module exports from other modules. */
  const addPassedOn = (module: ts.Expression): void => {
    for (const file of checker.getSymbolAtLocation(module)?.declarations?.filter(ts.isSourceFile) ?? []) {
      const exported = own.has(file) ? file.statements.filter(ts.isExportDeclaration) : [];
      for (const statement of exported) { if (statement.moduleSpecifier) { statements.add(statement); } }
    }
  };
  const visit = (node: ts.Node): void => {
    if (isLeftOut(node)) { return; }
    const symbol = ts.isIdentifier(node) && checker.getSymbolAtLocation(node);
    if (symbol) { add(symbol); }
    ts.forEachChild(node, visit);
  };
  // A set also visits what is added while it is visited.
  for (const statement of statements) {
    visit(statement);
    const isWhole = ts.isExportDeclaration(statement) && !(statement.exportClause && ts.isNamedExports(statement.exportClause));
    if (isWhole && statement.moduleSpecifier) { addExportsOf(statement.moduleSpecifier); }
  }
  return { statements, bindings, isLeftOut };
}

/** The statement of a module that has a declaration. */
function statementOf(declaration: ts.Node): ts.Statement | undefined {
  let node = declaration;
  while (node.parent && !ts.isSourceFile(node.parent)) { node = node.parent; }
  return node.parent ? node as ts.Statement : undefined;
}

/** The names of the internal members of interfaces: a class that lacks them would not implement the interface. */
function internalOfInterfaces({ statements }: ts.SourceFile): string[] {
  return statements.filter(ts.isInterfaceDeclaration).flatMap(({ members }) => members.filter(isInternal))
    .flatMap(({ name }) => name ? [name.getText()] : []);
}

function isInternal(node: ts.Node): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');
}

function textOf(file: ts.SourceFile, { statements, bindings, isLeftOut }: Reached): string {
  const texts = file.statements.map(statement => {
    if (ts.isImportDeclaration(statement)) { return importOf(statement, bindings); }
    // `export {}` makes a file a module.
    const isEmptyExport = ts.isExportDeclaration(statement) && !statement.moduleSpecifier;
    if (!statements.has(statement) && !isEmptyExport) { return ''; }
    const leftOut = ts.isClassDeclaration(statement) ? statement.members.filter(isLeftOut) : [];
    return leftOut.reduceRight((text, { pos, end }) => text.slice(0, pos - statement.pos) + text.slice(end - statement.pos), statement.getFullText());
  });
  return `${texts.join('').trimStart()}\n`;
}

/** An import of what is needed of it. */
function importOf(statement: ts.ImportDeclaration, needed: ReadonlySet<ts.Node>): string {
  const { importClause: clause } = statement;
  if (!clause) { return statement.getFullText(); }
  const all: readonly Binding[] = [
    ...clause.name ? [clause] : [],
    ...!clause.namedBindings ? [] : ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [clause.namedBindings],
  ];
  const kept = all.filter(binding => needed.has(binding));
  if (kept.length === all.length) { return statement.getFullText(); }
  return kept.length === 0 ? '' : `\nimport ${clause.isTypeOnly ? 'type ' : ''}{ ${kept.map(each => each.getText()).join(', ')} } from ${statement.moduleSpecifier.getText()};`;
}
