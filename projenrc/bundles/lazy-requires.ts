import ts from 'typescript';

/** Modules that every app loads before this library. */
const LOADED_ALREADY = new Set(['cdk8s', 'constructs']);

/**
 * Makes a compiled module load what it imports when it is first used: `const x = require('./x')` becomes a function `x` that requires it once, and `x.y` becomes `(x()).y`.
 * Lines stay where they are.
 *
 * @throws if a name of an import is declared again, because its uses can then not be told apart
 */
export function withLazyRequires(code: string, path: string): string {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const lazy = new Map<string, ts.Identifier>();
  for (const declaration of source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations)) {
    const { name, initializer } = declaration;
    const required = initializer && requiredModule(initializer);
    if (ts.isIdentifier(name) && required !== undefined && !LOADED_ALREADY.has(required)) { lazy.set(name.text, name); }
  }

  const inserts: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && lazy.has(node.text) && !isNameOfProperty(node)) {
      if (node === lazy.get(node.text)) {
        const { initializer } = node.parent as ts.VariableDeclaration;
        inserts.push({ at: initializer!.getStart(source), text: '(m => () => m ??= ' }, { at: initializer!.getEnd(), text: ')()' });
      } else if (isDeclaredBy(node)) {
        throw new Error(`${path} declares ${node.text}, the name of an import, again: rename it`);
      } else {
        // In parentheses: `new x().Y()` would be a new x.
        const [before, after] = ts.isShorthandPropertyAssignment(node.parent) ? ['', `: ${node.text}()`] : ['(', '())'];
        inserts.push({ at: node.getStart(source), text: before }, { at: node.getEnd(), text: after });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return inserts.sort((one, other) => one.at - other.at).reduceRight((result, { at, text }) => result.slice(0, at) + text + result.slice(at), code);
}

/** The module of `require('x')`, or of `__importStar(require('x'))` as TypeScript writes it for `import * as x`; esbuild names the function `__toESM`. */
function requiredModule(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) { return undefined; }
  const [argument] = node.arguments;
  if (node.expression.text === 'require' && ts.isStringLiteral(argument)) { return argument.text; }
  return /^__(?:importStar|importDefault|toESM)$/.test(node.expression.text) ? requiredModule(argument) : undefined;
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
