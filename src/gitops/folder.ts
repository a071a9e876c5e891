import { quote } from '../analysis/base/quote';

/**
 * A folder of a repository without `./` before it and `/` behind it; `.` is all of it.
 *
 * @throws if it is not a folder below the root of the repository
 */
export function checkFolder(prop: string, folder: string): string {
  const parts = folder.split('/');
  if (folder.trim() !== folder || folder === '' || folder.startsWith('/') || parts.includes('..') || folder.includes('\\')) {
    throw new Error(`'${prop}' must be a folder of the repository, such as "dist", got ${quote(folder)}; write it relative to the root of the repository`);
  }
  return parts.filter(part => part !== '' && part !== '.').join('/') || '.';
}
