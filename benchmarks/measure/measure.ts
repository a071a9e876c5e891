import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../conformance/languages/language';

/** A program to measure. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** The file that its standard output is written to; by default, it is thrown away. */
  readonly output?: string;
}

/** What it took to run one or more programs. */
export interface Cost {
  /** Seconds of processor time, of all threads. */
  readonly processor: number;
  /** Seconds that passed. */
  readonly elapsed: number;
  /** MB of memory, at the peak. */
  readonly memory: number;
}

/** bash knows the times of a process that has ended to the millisecond, and GNU time its memory. The arguments are the files for both, and the program with its own. */
const SCRIPT = 'TIMEFORMAT=\'%3U %3S %3R\'; times=$1 memory=$2; shift 2; { time /usr/bin/time -o "$memory" -f %M "$@" 2>&3; } 3>&2 2>"$times"';

/** Whether this machine can measure. */
export function canMeasure(): boolean {
  try {
    return costOf([{ program: 'true', args: [], folder: tmpdir() }]).memory > 0;
  } catch {
    return false;
  }
}

/**
 * Runs programs one after another, each as a process of its own. Their times are added up.
 *
 * @throws if a program fails
 */
export function costOf(commands: readonly Command[]): Cost {
  const costs = commands.map(costOfOne);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return {
    processor: sum(costs.map(({ processor }) => processor)),
    elapsed: sum(costs.map(({ elapsed }) => elapsed)),
    memory: Math.max(...costs.map(({ memory }) => memory)),
  };
}

function costOfOne({ program, args, folder, output }: Command): Cost {
  const own = mkdtempSync(join(tmpdir(), 'measure-'));
  const [times, peak] = ['times', 'memory'].map(name => join(own, name));
  const target = output === undefined ? 'ignore' : openSync(output, 'w');
  try {
    const { error, status, signal, stderr } = spawnSync('bash', ['-c', SCRIPT, 'bash', times, peak, program, ...args], {
      cwd: folder, encoding: 'utf8', stdio: ['ignore', target, 'pipe'], maxBuffer: 2 ** 28, env: environment(),
    });
    if (error) { throw error; }
    if (status !== 0) { throw new Error(`${[program, ...args].join(' ')} ended with ${status ?? signal}\n${stderr.slice(-2000)}`); }
    const [user, system, elapsed] = readFileSync(times, 'utf8').trim().split(' ').map(Number);
    return { processor: user + system, elapsed, memory: Number(readFileSync(peak, 'utf8')) / 1000 };
  } finally {
    if (typeof target === 'number') { closeSync(target); }
    rmSync(own, { recursive: true });
  }
}

/** The median of each figure. */
export function medianOf(costs: readonly Cost[]): Cost {
  const middle = (figure: (cost: Cost) => number) => median(costs.map(figure));
  return { processor: middle(cost => cost.processor), elapsed: middle(cost => cost.elapsed), memory: middle(cost => cost.memory) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}
