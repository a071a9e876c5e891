import { execFileSync } from 'node:child_process';
import { relative, resolve, sep } from 'node:path';
import { isManifestPath } from './find-files';
import type { SourceFile } from './load';
import { quote } from '../../analysis/base/quote';
import { UsageError } from '../base/usage-error';

/** Two revisions to compare. Without a new one, it is the working tree. */
export interface Range {
  readonly old: string;
  readonly new?: string;
}

const MAX_OUTPUT = 512 * 1024 * 1024;

/**
 * Reads `main..HEAD`, `main...HEAD` (since the branches parted, as pull requests show it), or `main` (compared with the working tree).
 *
 * @throws UsageError if git does not know a revision
 */
export function rangeOf(text: string): Range {
  const match = /^(.+?)(\.{2,3})(.*)$/.exec(text);
  if (!match) { return { old: commitOf(text) }; }
  const [, old, dots, now] = match;
  const newCommit = commitOf(now || 'HEAD');
  const oldCommit = commitOf(old);
  return { old: dots === '...' ? git(['merge-base', oldCommit, newCommit], `there is no common history of ${quote(text)}`).toString().trim() : oldCommit, new: newCommit };
}

/** The manifests at paths in a commit. */
export function filesOfCommit(commit: string, paths: readonly string[], name: string): SourceFile[] {
  const root = git(['rev-parse', '--show-toplevel'], 'this folder is not in a git repository').toString().trim();
  const inside = paths.map(path => relative(root, resolve(path)).split(sep).join('/') || '.');
  const outside = inside.find(path => path.startsWith('..'));
  if (outside !== undefined) { throw new UsageError(`${quote(outside)} is not in the git repository of this folder`); }
  const listed = git(['-C', root, '--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', commit, '--', ...inside.filter(path => path !== '.')], `git can't list ${quote(name)}`)
    .toString().split('\0').flatMap(line => {
      const [, hash, path] = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return path !== undefined && (isManifestPath(path) || inside.includes(path)) ? [{ hash, path }] : [];
    });
  const texts = readBlobs(root, listed.map(({ hash }) => hash));
  return listed.map(({ path }, index) => ({ name: `${name}:${path}`, bytes: () => texts[index] }));
}

function commitOf(revision: string): string {
  if (revision.startsWith('-')) { throw new UsageError(`${quote(revision)} is not a revision of git`); }
  return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], `git has no revision ${quote(revision)} here; in a pipeline, fetch it first`).toString().trim();
}

/** The contents of blobs, by one process for all. */
function readBlobs(root: string, hashes: readonly string[]): Buffer[] {
  if (hashes.length === 0) { return []; }
  const output = git(['-C', root, 'cat-file', '--batch'], 'git can\'t read the files', hashes.join('\n'));
  let start = 0;
  return hashes.map(() => {
    const end = output.indexOf(0x0a, start);
    const size = Number(output.toString('latin1', start, end).split(' ')[2]);
    const content = output.subarray(end + 1, end + 1 + size);
    start = end + size + 2;
    return content;
  });
}

function git(args: readonly string[], problem: string, input: string = ''): Buffer {
  try {
    return execFileSync('git', args, { input, maxBuffer: MAX_OUTPUT, stdio: ['pipe', 'pipe', 'ignore'] });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT' ? '--git needs git, which is not installed' : problem);
  }
}
