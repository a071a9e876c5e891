import type * as terser from 'terser' with { 'resolution-mode': 'import' };
import ts from 'typescript';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its declarations are those of an ECMAScript module only, which TypeScript does not import here
const { minify_sync: minify } = require('terser') as typeof terser;

/** Lines stay short, because Node.js prints the line that throws an error which nobody catches. */
const FORMAT = { ecma: 2020, max_line_len: 160 } as const;

/**
 * Code in which variables and parameters have short names. Functions and classes keep theirs, which are in messages and stack traces, and so do properties.
 *
 * @param code a module of Node.js
 */
export function withShortNames(code: string): string {
  return minified(code, { compress: false, mangle: { toplevel: true, keep_classnames: true, keep_fnames: true, reserved: namedByVariables(code) } });
}

/** Code of others, as short as it can be. */
export function shortest(code: string): string {
  return minified(code, { compress: { passes: 2 }, mangle: { toplevel: true } });
}

function minified(code: string, options: terser.MinifyOptions): string {
  return minify(code, { ecma: 2020, format: FORMAT, ...options }).code!;
}

/** The variables whose value is a function or class without a name: it gets that of the variable. */
function namedByVariables(code: string): string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isBinding = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (isBinding && ts.isIdentifier(node.name) && isFunction(node.initializer)) {
      names.add(node.name.text);
    } else if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left) && isFunction(node.right)) {
      names.add(node.left.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS));
  return [...names];
}

function isFunction(node: ts.Expression | undefined): boolean {
  return node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node));
}
