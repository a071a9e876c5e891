import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../machine/run';

const BRANCH = 'main';

/** A git repository with manifests: a working copy, and a bare repository that is served. */
export class Repository {
  /** Creates both; the bare repository gets the given name in the folder of served repositories. */
  public static create(served: string, workingCopy: string, name: string): Repository {
    const bare = join(served, name);
    run('git', ['init', '--quiet', '--bare', `--initial-branch=${BRANCH}`, bare]);
    run('git', ['init', '--quiet', `--initial-branch=${BRANCH}`, workingCopy]);
    return new Repository(workingCopy, bare);
  }

  public readonly branch = BRANCH;

  private constructor(
    /** Folder with the files of the latest commit. */
    public readonly workingCopy: string,
    private readonly bare: string,
  ) {}

  /**
   * Commits exactly the files of a folder, and pushes the commit.
   *
   * @returns the commit's id
   */
  public commit(folder: string, message: string): string {
    for (const name of readdirSync(this.workingCopy).filter(each => each !== '.git')) { rmSync(join(this.workingCopy, name), { recursive: true }); }
    mkdirSync(this.workingCopy, { recursive: true });
    cpSync(folder, this.workingCopy, { recursive: true });
    this.git('add', '--all');
    // The user's settings don't apply, such as hooks or signatures.
    this.git('-c', 'user.name=lab', '-c', 'user.email=lab@example.com', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '--message', message);
    this.git('push', '--quiet', this.bare, BRANCH);
    return this.git('rev-parse', 'HEAD').trim();
  }

  private git(...args: readonly string[]): string {
    return run('git', ['-C', this.workingCopy, ...args]);
  }
}
