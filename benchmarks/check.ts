/**
 * Compares `check` with `istioctl analyze --use-kube=false`: the time and the memory of each as a whole process, in turns on the same files.
 *
 *     npm run benchmark:check
 *
 * Ends with 0 if `check` is faster at each size and stays below the limits of memory, 1 if not, 2 if Go istioctl's module or GNU time is missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { listOf, namespaceYaml } from './mesh-yaml';
import { inColumns } from '../conformance/command/columns';
import { runCommand } from '../conformance/command/command';
import { programs } from '../conformance/lab/programs/programs';
import { bundleCli } from '../projenrc/bundle-cli';

/** Numbers of namespaces with 22 objects each, the most memory of `check` in MB, and how often each is measured: a short time varies more. */
const SIZES = [{ namespaces: 100, limit: 600, rounds: 9 }, { namespaces: 1000, limit: 600, rounds: 3 }, { namespaces: 3000, limit: 1000, rounds: 3 }];
const OBJECTS = 22;

/** Seconds, seconds of processor time, and MB of memory. */
interface Cost {
  readonly time: number;
  readonly processor: number;
  readonly memory: number;
}

/** Runs a command as a process of its own. */
function cost(command: string, args: readonly string[], cwd: string): Cost {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', command, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 30 });
  const time = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) { throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr.slice(-2000)}`); }
  const [user, system, kilobytes] = stderr.trim().split('\n').pop()!.split(' ').map(Number);
  return { time, processor: user + system, memory: kilobytes / 1000 };
}

function median(costs: readonly Cost[]): Cost {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return {
    time: middle(costs.map(({ time }) => time)),
    processor: middle(costs.map(({ processor }) => processor)),
    memory: middle(costs.map(({ memory }) => memory)),
  };
}

async function main(): Promise<number> {
  if (spawnSync('/usr/bin/time', ['true']).error) {
    console.error('GNU time is missing: install it with "apt-get install time"');
    return 2;
  }
  let istioctl: string;
  try {
    ({ istioctl } = await programs('istioctl'));
  } catch (error) {
    console.error(`${(error as Error).message}\nThe check was not compared with istioctl`);
    return 2;
  }
  // In the repository, because the program reads its package.json.
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-'));
  const cli = resolve(__dirname, '..', '.cache', 'benchmark-cli.js');
  bundleCli(cli);
  const rows = [['objects', 'as', 'check', 'istioctl analyze', 'ratio', 'processor of check', 'processor of istioctl', 'memory of check', 'memory of istioctl']];
  let isGood = true;
  try {
    for (const { namespaces, limit, rounds } of SIZES) {
      for (const form of ['files', 'list']) {
        const path = `${namespaces}-${form}${form === 'list' ? '.yaml' : ''}`;
        write(join(folder, path), namespaces, form === 'list');
        const costs = Array.from({ length: rounds }, () => ({
          ours: cost(process.execPath, [cli, 'check', path], folder),
          theirs: cost(istioctl, ['analyze', '--use-kube=false', path], folder),
        }));
        const ours = median(costs.map(each => each.ours));
        const theirs = median(costs.map(each => each.theirs));
        isGood &&= ours.time < theirs.time && ours.memory < limit;
        rows.push([
          String(namespaces * OBJECTS), form, `${ours.time.toFixed(2)} s`, `${theirs.time.toFixed(2)} s`, (ours.time / theirs.time).toFixed(2),
          `${ours.processor.toFixed(2)} s`, `${theirs.processor.toFixed(2)} s`, `${ours.memory.toFixed(0)} MB`, `${theirs.memory.toFixed(0)} MB`,
        ]);
        console.log(inColumns([rows[0], rows[rows.length - 1]]).split('\n')[1]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(`\n${inColumns(rows)}\nmedian of 3 rounds in turns, of 9 for the smallest`);
  return isGood ? 0 : 1;
}

/** One file for each namespace, or the list that `kubectl get -A -o yaml` writes. */
function write(path: string, namespaces: number, isList: boolean): void {
  if (isList) { return writeFileSync(path, listOf(namespaces)); }
  mkdirSync(path);
  for (let number = 0; number < namespaces; number++) { writeFileSync(join(path, `team-${number}.yaml`), namespaceYaml(number)); }
}

void runCommand('usage: npm run benchmark:check', main);
