import { readdirSync, realpathSync, Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputProblem, UNREADABLE } from './input-problem';
import { quote } from '../../analysis/base/quote';
import { reasonOf } from '../base/file-error';

/** The name of the settings file, which is not an object. */
export const SETTINGS_FILE = 'cdk8s-istio-oneagent.yaml';

/** Standard input, as a path. */
export const STDIN = '-';

/** Files that other tools read, and that are next to the objects. */
const NOT_OBJECTS: ReadonlySet<string> = new Set([SETTINGS_FILE, 'kustomization.yaml', 'kustomization.yml', 'construct-metadata.json', 'cdk8s.yaml', 'Chart.yaml', 'package.json', 'package-lock.json']);

/** Folders that never hold manifests. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Whether a file in a folder is read: what has the ending of YAML or JSON, and is not known to be something else. */
export function isManifestPath(path: string): boolean {
  const name = basename(path);
  return /\.(?:ya?ml|json)$/i.test(name) && !NOT_OBJECTS.has(name);
}

/** The files of some paths, and what could not be read. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** A path that does not exist: a mistake in the command, not in the input. */
export class NoSuchPath extends Error {}

/**
 * The files at paths: a file whatever its name, a folder's `.yaml`, `.yml` and `.json` files recursively and sorted. Each file is found once, whatever links lead to it.
 *
 * @throws NoSuchPath if a path does not exist
 */
export function findFiles(paths: readonly string[]): FoundFiles {
  const finder = new Finder();
  for (const path of paths) { finder.add(path); }
  return finder;
}

class Finder implements FoundFiles {
  public readonly files: string[] = [];
  public readonly problems: InputProblem[] = [];
  private readonly seen = new Set<string>();

  public add(path: string): void {
    if (path === STDIN) {
      if (!this.seen.has(path)) { this.seen.add(path); this.files.push(path); }
      return;
    }
    const stats = this.statsOf(path);
    if (stats === 'missing') { throw new NoSuchPath(`${quote(path)} does not exist: pass files or folders with YAML, or "-" for standard input`); }
    if (stats === undefined) { return; }
    if (stats.isDirectory()) { this.addFolder(path); } else { this.addFile(path, stats); }
  }

  private addFolder(folder: string): void {
    if (!this.isNew(folder)) { return; }
    let names: string[];
    try { names = readdirSync(folder).sort(); } catch (error) { return this.problem(folder, 'the folder can\'t be read', error); }
    for (const name of names) {
      const path = join(folder, name);
      const isManifest = isManifestPath(name);
      const stats = this.statsOf(path);
      if (stats === 'missing') {
        if (isManifest) { this.problems.push({ rule: UNREADABLE, file: path, message: 'the link leads nowhere; remove it or create its target' }); }
      } else if (stats?.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(basename(path))) { this.addFolder(path); }
      } else if (stats && isManifest) {
        this.addFile(path, stats);
      }
    }
  }

  private addFile(path: string, stats: Stats): void {
    // A pipe or a device may never end, except where the user names it, as the shell does for <(command).
    if (!stats.isFile() && !stats.isFIFO()) {
      this.problems.push({ rule: UNREADABLE, file: path, message: 'it is not a regular file; pass a file, or pipe the YAML into "-"' });
    } else if (this.isNew(path)) { this.files.push(path); }
  }

  /** The stats behind all links. Undefined if there is a problem, which is kept. */
  private statsOf(path: string): Stats | 'missing' | undefined {
    try {
      return statSync(path, { throwIfNoEntry: false }) ?? 'missing';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') { return 'missing'; }
      this.problem(path, 'it can\'t be read', error);
      return undefined;
    }
  }

  private isNew(path: string): boolean {
    const real = realpathSync(path);
    if (this.seen.has(real)) { return false; }
    this.seen.add(real);
    return true;
  }

  private problem(file: string, what: string, error: unknown): void {
    this.problems.push({ rule: UNREADABLE, file, message: `${what} (${reasonOf(error)}); correct its access rights or links, or leave it out` });
  }
}
