import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../machine/run';

const BRANCH = 'main';

/** A git repository with manifests: a working copy, and a bare one that is served. */
export class Repository {
  /** Makes both in a folder of repositories; the bare one is named as the repository. */
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
   * Makes the files of a folder, and no others, the next commit, and pushes it.
   *
   * @returns the commit's id
   */
  public commit(folder: string, message: string): string {
    for (const name of readdirSync(this.workingCopy).filter(each => each !== '.git')) { rmSync(join(this.workingCopy, name), { recursive: true }); }
    mkdirSync(this.workingCopy, { recursive: true });
    cpSync(folder, this.workingCopy, { recursive: true });
    this.git('add', '--all');
    // Nobody's settings count, such as a hook or a signature.
    this.git('-c', 'user.name=lab', '-c', 'user.email=lab@example.com', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '--message', message);
    this.git('push', '--quiet', this.bare, BRANCH);
    return this.git('rev-parse', 'HEAD').trim();
  }

  private git(...args: readonly string[]): string {
    return run('git', ['-C', this.workingCopy, ...args]);
  }
}
