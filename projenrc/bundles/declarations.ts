import { resolve } from 'node:path';
import ts from 'typescript';

type Binding = ts.ImportSpecifier | ts.NamespaceImport | ts.ImportClause;

/**
 * The declaration files that a user's compiler reads, by their paths, with what it needs of each: what the index exports, and what the public members of that mention.
 * Of members of classes that are marked as `@internal`, only the names stay, as private members: TypeScript tells classes apart by them, and no subclass may use them. Those
 * that an interface has too stay as they are.
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
  /** The names of members that a class inherits, without their types. */
  inheritedBy(declaration: ts.ClassDeclaration): Inherited;
}

/** Whether a base class has a member with a name. */
type Inherited = (name: string, isStatic: boolean) => boolean;

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
  const inheritedBy = (declaration: ts.ClassDeclaration): Inherited => {
    const [base] = checker.getBaseTypes(checker.getTypeAtLocation(declaration) as ts.InterfaceType);
    const ofClass = base?.symbol && checker.getTypeOfSymbol(base.symbol);
    return (name, isStatic) => (isStatic ? ofClass : base)?.getProperty(name) !== undefined;
  };
  return { statements, bindings, isLeftOut, inheritedBy };
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

function textOf(file: ts.SourceFile, { statements, bindings, isLeftOut, inheritedBy }: Reached): string {
  const texts = file.statements.map(statement => {
    if (ts.isImportDeclaration(statement)) { return importOf(statement, bindings); }
    // `export {}` makes a file a module.
    const isEmptyExport = ts.isExportDeclaration(statement) && !statement.moduleSpecifier;
    if (!statements.has(statement) && !isEmptyExport) { return ''; }
    if (!ts.isClassDeclaration(statement)) { return statement.getFullText(); }
    return classText(statement, statement.members.filter(isLeftOut), inheritedBy(statement));
  });
  return `${texts.join('').trimStart()}\n`;
}

/** A class with the names of some members only. A name is private in one class: its subclasses inherit it. */
function classText(declaration: ts.ClassDeclaration, leftOut: readonly ts.ClassElement[], isInherited: Inherited): string {
  const named = new Set<string>();
  const nameOf = (member: ts.ClassElement): string => {
    const isStatic = ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
    const name = member.name?.getText() ?? '';
    const text = `private ${isStatic ? 'static ' : ''}${name};`;
    if (name === '' || named.has(text) || isInherited(name, isStatic)) { return ''; }
    named.add(text);
    return `\n    ${text}`;
  };
  // From the last to the first, so that places stay valid.
  const names = leftOut.map(nameOf);
  const without = (text: string, { pos, end }: ts.ClassElement, index: number) => {
    return `${text.slice(0, pos - declaration.pos)}${names[index]}${text.slice(end - declaration.pos)}`;
  };
  return leftOut.reduceRight(without, declaration.getFullText());
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
