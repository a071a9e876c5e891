import ts from 'typescript';

/** Modules that every app loads before this library. */
const LOADED_ALREADY = new Set(['cdk8s', 'constructs']);

/**
 * Makes a compiled module load what it imports when it is first used. `const x = require('./x')` is left out, and `x.y` becomes `require('./x').y`: the bundler makes a
 * call of it that evaluates the module once. Where TypeScript adds a call of its own to `require`, the constant becomes a function that calls it once, and `x.y` becomes `(x()).y`.
 *
 * @throws if a name of an import is declared again, because its uses can then not be told apart
 */
export function withLazyRequires(code: string, path: string): string {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const lazy = new Map<string, { readonly name: ts.Identifier; readonly use: string }>();
  const edits: Edit[] = [];
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    const [{ name, initializer }] = statement.declarationList.declarations;
    const required = initializer && requiredModule(initializer);
    if (!ts.isIdentifier(name) || required === undefined || LOADED_ALREADY.has(required)) { continue; }
    if (required.startsWith('.') && isRequire(initializer!)) {
      lazy.set(name.text, { name, use: initializer!.getText(source) });
      edits.push({ start: statement.getStart(source), end: statement.end, text: '' });
    } else {
      lazy.set(name.text, { name, use: `${name.text}()` });
      edits.push({ start: initializer!.getStart(source), end: initializer!.end, text: `(m => () => m ??= ${initializer!.getText(source)})()` });
    }
  }

  const visit = (node: ts.Node): void => {
    const found = ts.isIdentifier(node) && !isNameOfProperty(node) ? lazy.get(node.text) : undefined;
    if (found && node !== found.name) {
      if (isDeclaredBy(node as ts.Identifier)) { throw new Error(`${path} declares ${found.name.text}, the name of an import, again: rename it`); }
      // In parentheses: `new x().Y()` would be a new x.
      const text = ts.isShorthandPropertyAssignment(node.parent) ? `${found.name.text}: ${found.use}` : `(${found.use})`;
      edits.push({ start: node.getStart(source), end: node.end, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.sort((one, other) => one.start - other.start)
    .reduceRight((result, { start, end, text }) => result.slice(0, start) + text + result.slice(end), code);
}

/** A part of the code, and what replaces it. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The module of `require('x')`, or of `__importStar(require('x'))` as TypeScript writes it for `import * as x`; esbuild names the function `__toESM`. */
function requiredModule(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) { return undefined; }
  const [argument] = node.arguments;
  if (isRequire(node) && ts.isStringLiteral(argument)) { return argument.text; }
  return /^__(?:importStar|importDefault|toESM)$/.test(node.expression.text) ? requiredModule(argument) : undefined;
}

function isRequire(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require';
}

function isNameOfProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)
    || ts.isPropertyDeclaration(parent) || ts.isGetAccessor(parent)) && parent.name === node;
}

function isDeclaredBy(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)
    || ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent)) && parent.name === node;
}
