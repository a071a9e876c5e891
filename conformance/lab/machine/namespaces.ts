import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmdirSync } from 'node:fs';
import { constants as system, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { LabMissing, missingOn } from './missing';
import { run } from './run';

/** Environment variable that is set inside the namespaces: the folder, and the result of `prepare`. */
const INSIDE = 'CDK8S_ISTIO_ONEAGENT_LAB';

/** Whether this process runs inside the namespaces. */
export function isInside(): boolean {
  return process.env[INSIDE] !== undefined;
}

/** What a program inside the namespaces gets. */
export interface Inside<T> {
  /** The result of `prepare`. */
  readonly prepared: T;
  /** A folder in memory that only the namespaces see, and that ends with them. Every user may read it. */
  readonly folder: string;
}

/**
 * Runs a program in its own network, mount and process namespaces, and returns its exit code.
 *
 * Everything that the program starts, mounts or configures ends with the namespaces. The kernel removes it, however the program ends, even if this
 * process is killed. Two programs never share namespaces, so addresses and ports can be fixed. Inside, there is only the network that the program makes.
 *
 * @param file the script that calls this; it is started once more, inside
 * @param prepare does what needs the network, such as building programs; its result is passed on as JSON
 * @param main runs inside, and returns the exit code
 */
export async function runInNamespaces<T>(file: string, prepare: () => Promise<T>, main: (inside: Inside<T>) => Promise<number>): Promise<number> {
  const given = process.env[INSIDE];
  let code: number;
  try {
    code = given === undefined ? await outside(file, prepare) : await inside(JSON.parse(given) as Inside<T>, main);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    code = error instanceof LabMissing ? 2 : 1;
  }
  // All processes that still run inside end with this one.
  return given === undefined ? code : process.exit(code);
}

async function outside(file: string, prepare: () => Promise<unknown>): Promise<number> {
  const missing = missingOn({ platform: process.platform, isRoot: process.getuid?.() === 0, has: isCommand });
  if (missing.length > 0) { throw new LabMissing(missing.join('\n')); }
  const namespaces = ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const { status, stderr } = spawnSync(namespaces[0], [...namespaces.slice(1), 'true'], { encoding: 'utf8' });
  if (status !== 0) {
    throw new LabMissing(`namespaces are missing: the kernel makes none here (${stderr.trim()}); in a container, run it with "--privileged"`);
  }
  const prepared = await prepare();
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-istio-oneagent-lab-'));
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(
        'setpriv',
        ['--pdeathsig', 'KILL', ...namespaces, process.execPath, ...process.execArgv, file, ...process.argv.slice(2)],
        { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, [INSIDE]: JSON.stringify({ prepared, folder }) } },
      );
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
          child.kill('SIGKILL');
          resolve(128 + system.signals[signal]);
        });
      }
      child.on('error', reject);
      child.on('close', code => { resolve(code ?? 1); });
    });
  } finally {
    rmdirSync(folder);
  }
}

async function inside<T>(given: Inside<T>, main: (inside: Inside<T>) => Promise<number>): Promise<number> {
  run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'lab', given.folder]);
  run('ip', ['link', 'set', 'lo', 'up']);
  return main(given);
}

function isCommand(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
