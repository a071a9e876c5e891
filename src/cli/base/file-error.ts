/** Why the file system refuses something, in words where they are known. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES': case 'EPERM': return 'permission denied';
    case 'ELOOP': return 'its links form a loop';
    case 'ENAMETOOLONG': return 'its name is too long';
    case 'ENOENT': return 'it does not exist';
    case 'EISDIR': return 'it is a folder';
    default: return code ?? String((error as Error).message);
  }
}
