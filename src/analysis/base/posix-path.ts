/** Whether a path begins at the root. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/');
}

/** A path without ".", "..", and double slashes. A slash at the end stays. */
export function normalizePath(path: string): string {
  if (path === '') { return '.'; }
  const absolute = isAbsolutePath(path);
  const names = resolvedNames(path.split('/'), absolute);
  const end = path.endsWith('/') && names.length > 0 ? '/' : '';
  const normal = `${absolute ? '/' : ''}${names.join('/')}${end}`;
  return normal !== '' ? normal : path.endsWith('/') ? './' : '.';
}

/** How to get from one absolute path to another. Empty if they are the same. */
export function relativePath(from: string, to: string): string {
  const [start, target] = [from, to].map(path => resolvedNames(path.split('/'), true));
  const different = start.findIndex((name, index) => name !== target[index]);
  const common = different < 0 ? start.length : different;
  return [...start.slice(common).map(() => '..'), ...target.slice(common)].join('/');
}

/** The names of a path. At the root, ".." leads nowhere. */
function resolvedNames(names: readonly string[], absolute: boolean): string[] {
  const resolved: string[] = [];
  for (const name of names) {
    if (name === '' || name === '.') { continue; }
    if (name !== '..') {
      resolved.push(name);
    } else if (resolved.length > 0 && resolved[resolved.length - 1] !== '..') {
      resolved.pop();
    } else if (!absolute) {
      resolved.push(name);
    }
  }
  return resolved;
}
