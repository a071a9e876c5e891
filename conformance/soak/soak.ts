/**
 * Puts fuzzed objects through `check()`, `reach()` and `trace()`, in meshes of up to some 20, and reports those that crash or take more than 2 seconds.
 *
 *     npm run soak -- --seed 1 --count 10000
 *
 * Ends with 0 without such objects, 1 with some, 2 if the command line is wrong. See docs/proof.md.
 */
import { randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import { runMesh } from './run-mesh';
import { SoakMesh, soakMesh } from './soak-mesh';
import { numberOf, optionsIn, runCommand, UsageError } from '../command/command';

const USAGE = `usage: npm run soak -- [options]
  --seed S   the seed (default: a fresh one)
  --count N  number of objects (default 10000)
  --mesh N   with --seed: this mesh only, which is shown`;

/** Number of meshes generated at a time. */
const CHUNK = 100;
/** How often the numbers so far are shown, in milliseconds. */
const REPORT_EVERY = 60_000;

/** The numbers of a soak. */
class Totals {
  public meshes = 0;
  public objects = 0;
  public hostile = 0;
  public findings = 0;
  public faults = 0;
  public slowest = { milliseconds: 0, mesh: 0 };
  private readonly verdicts = new Map<string, number>();
  private readonly start = Date.now();

  /** @returns what is wrong; undefined if nothing is */
  public add(mesh: SoakMesh): string | undefined {
    const { findings, verdicts, milliseconds, fault } = runMesh(mesh);
    if (milliseconds > this.slowest.milliseconds) { this.slowest = { milliseconds, mesh: this.meshes }; }
    this.meshes += 1;
    this.objects += mesh.objects.length;
    this.hostile += mesh.hostile;
    this.findings += findings;
    this.faults += fault === undefined ? 0 : 1;
    for (const verdict of verdicts) { this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1); }
    return fault;
  }

  public toString(): string {
    const seconds = (Date.now() - this.start) / 1000;
    const { milliseconds, mesh } = this.slowest;
    const answers = [...this.verdicts].sort().map(([verdict, count]) => `${count} ${verdict}`).join(', ');
    return [
      `${this.objects} objects (${this.hostile} hostile) in ${this.meshes} meshes: ${this.faults} faults`,
      `${this.findings} findings; ${answers}`,
      `${seconds.toFixed(0)} s, ${(this.objects / seconds).toFixed(0)} objects a second, slowest mesh ${milliseconds.toFixed(0)} ms (--mesh ${mesh})`,
    ].join('\n');
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- the command is a promise for all programs
async function main(): Promise<number> {
  const values = optionsIn(process.argv.slice(2), { seed: { type: 'string' }, count: { type: 'string' }, mesh: { type: 'string' } });
  const given = numberOf('seed', values.seed);
  const seed = given ?? randomInt(1, 2 ** 31);
  const only = numberOf('mesh', values.mesh);
  if (only === undefined) { return soak(seed, numberOf('count', values.count) ?? 10_000); }
  if (given === undefined) { throw new UsageError('\'--mesh\' needs \'--seed\''); }
  return showMesh(seed, only);
}

function soak(seed: number, count: number): number {
  const totals = new Totals();
  console.log(`seed ${seed}`);
  let shown = Date.now();
  while (totals.objects < count) {
    for (const mesh of meshesOf(seed, totals.meshes, CHUNK)) {
      const number = totals.meshes;
      const fault = totals.add(mesh);
      if (fault !== undefined) { console.log(`--seed ${seed} --mesh ${number}: ${fault}`); }
      if (totals.objects >= count) { break; }
    }
    if (Date.now() - shown > REPORT_EVERY) {
      shown = Date.now();
      console.log(`${totals}\n`);
    }
  }
  console.log(String(totals));
  return totals.faults === 0 ? 0 : 1;
}

function showMesh(seed: number, number: number): number {
  const [mesh] = meshesOf(seed, number, 1);
  console.dir(mesh, { depth: 12, maxStringLength: 200 });
  const result = runMesh(mesh);
  console.log(result.fault ?? result);
  return result.fault === undefined ? 0 : 1;
}

/** Mesh n of a seed is always the same. */
function meshesOf(seed: number, first: number, count: number): SoakMesh[] {
  return fc.sample(soakMesh, { seed, path: String(first), numRuns: count });
}

void runCommand(USAGE, main);
