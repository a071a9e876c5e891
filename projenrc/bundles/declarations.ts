import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REFERENCE = /(?:from |import\(|import )['"](\.[^'"]+)['"]/g;

/** The declaration files that an index refers to, and those that these refer to. */
export function declarationsOf(index: string): Set<string> {
  const found = new Set([index]);
  // A set also visits what is added while it is visited.
  for (const file of found) {
    for (const [, module] of readFileSync(file, 'utf8').matchAll(REFERENCE)) { found.add(declarationOf(join(dirname(file), module))); }
  }
  return found;
}

function declarationOf(module: string): string {
  for (const file of [`${module}.d.ts`, join(module, 'index.d.ts')]) {
    try {
      readFileSync(file);
      return file;
    } catch { /* the other one */ }
  }
  throw new Error(`${module} has no declarations`);
}
