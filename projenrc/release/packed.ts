/** What npm puts into every package. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE'];

/**
 * Whether a package has what the list `files` of package.json names and nothing else: sentences about what is not so.
 *
 * @param packed the paths in the archive
 * @param files entries such as `lib/src`, a file or a folder
 */
export function packedFaults(packed: readonly string[], files: readonly string[]): string[] {
  const roots = [...files, ...ALWAYS];
  const isIn = (path: string, root: string) => path === root || path.startsWith(`${root}/`);
  return [
    ...packed.filter(path => !roots.some(root => isIn(path, root))).map(path => `${path} is in the package, but not in 'files'`),
    ...roots.filter(root => !packed.some(path => isIn(path, root))).map(root => `${root} is in 'files', but not in the package`),
    ...packed.filter(path => path.startsWith('lib/') && !/\.(?:js|d\.ts|html|json\.br)$/.test(path)).map(path => `${path} is not compiled code`),
  ];
}
