import { run } from '../../src/cli/program';

/** What a command wrote, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, in a folder. */
export async function runIn(folder: string, ...args: readonly string[]): Promise<Ran> {
  const before = process.cwd();
  let out = '';
  let err = '';
  process.chdir(folder);
  try {
    const code = await run(args, { color: false, out: text => { out += text; }, err: text => { err += text; } });
    return { code, out, err };
  } finally {
    process.chdir(before);
  }
}
