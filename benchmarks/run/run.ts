import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { LabMissing } from '../../conformance/lab/machine/missing';
import { Missing } from '../../conformance/languages/language';
import { type Command, type Cost, costOf, medianOf } from '../measure/measure';
import type { Contender, CostAt, Row } from '../rows/row';

/** The median of the costs of a contender at a size. */
export interface Measurement extends Cost {
  readonly contender: string;
  readonly size: number;
  readonly rounds: number;
}

/** What was measured for a row. */
export interface Measured {
  readonly row: Row;
  readonly measurements: readonly Measurement[];
  /** Why a contender was not measured at all. */
  readonly missing: readonly { readonly contender: string; readonly reason: string }[];
  /** From which size on a contender was left out, because it takes too long. */
  readonly stopped: readonly { readonly contender: string; readonly size: number }[];
}

/** A contender that takes longer than this many seconds is not measured at a larger size, and what takes longer than a third of it is measured once. */
const LONG = 30;

/**
 * Measures a row. The contenders take turns, so that a slow machine slows down all.
 *
 * @param tell called with each measurement
 * @param measure runs programs
 * @throws if a contender fails, or does not write the objects of the others
 */
export async function runRow(row: Row, sizes: readonly number[], tell: (text: string) => void, measure = costOf): Promise<Measured> {
  const missing: { contender: string; reason: string }[] = [];
  const stopped: { contender: string; size: number }[] = [];
  const measurements: Measurement[] = [];
  let running = row.contenders;
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'benchmark-'));
    try {
      const prepared = new Map<Contender, readonly Command[]>();
      for (const [index, contender] of running.entries()) {
        const own = join(folder, String(index));
        mkdirSync(own);
        try {
          prepared.set(contender, await contender.prepare(own, size));
        } catch (error) {
          if (!(error instanceof Missing || error instanceof LabMissing)) { throw error; }
          missing.push({ contender: contender.name, reason: error.message.split('\n')[0] });
          tell(`${contender.name}: ${error.message}`);
        }
      }
      const costs = inTurns(prepared, row.rounds, measure);
      if (size === sizes[0]) { requireSameObjects([...prepared].map(([contender, [{ folder: own }]]) => ({ contender, folder: own }))); }
      for (const [{ name }, each] of costs) {
        const measurement = { contender: name, size, rounds: each.length, ...medianOf(each) };
        measurements.push(measurement);
        tell(`${row.name} ${size}: ${name} ${measurement.processor.toFixed(2)} s, ${measurement.memory.toFixed(0)} MB`);
      }
      const isFast = ({ name }: Contender) => {
        return measurements.some(({ contender, size: at, processor }) => contender === name && at === size && processor <= LONG);
      };
      if (size !== sizes[sizes.length - 1]) {
        stopped.push(...[...prepared.keys()].filter(contender => !isFast(contender)).map(({ name }) => ({ contender: name, size })));
      }
      running = running.filter(contender => prepared.has(contender) && isFast(contender));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return { row, measurements, missing, stopped };
}

function inTurns(prepared: ReadonlyMap<Contender, readonly Command[]>, rounds: number, measure: typeof costOf): Map<Contender, Cost[]> {
  const costs = new Map([...prepared.keys()].map(contender => [contender, [] as Cost[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [contender, commands] of prepared) {
      const known = costs.get(contender)!;
      if (round < (contender.rounds ?? rounds) && !(round > 0 && known[0].processor > LONG / 3)) { known.push(measure(commands)); }
    }
  }
  return costs;
}

/** Compares what the contenders have written: those that write something else cannot be compared. */
function requireSameObjects(contenders: readonly { readonly contender: Contender; readonly folder: string }[]): void {
  const [first, ...others] = contenders.flatMap(({ contender: { name, written }, folder }) => {
    return written ? [{ name, objects: objectsIn(written(folder)) }] : [];
  });
  for (const { name, objects } of others) {
    if (isDeepStrictEqual(objects, first.objects)) { continue; }
    throw new Error(`${name} does not write the objects of ${first.name}: ${firstDifference(first.objects, objects)}`);
  }
}

function objectsIn(text: string): string[] {
  const objects = parseAllDocuments(text).map(document => document.toJS() as unknown).filter(object => object !== null);
  return objects.map(object => JSON.stringify(sorted(object))).sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(sorted); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, each]) => [key, sorted(each)]));
}

function firstDifference(expected: readonly string[], objects: readonly string[]): string {
  if (objects.length !== expected.length) { return `${objects.length} objects instead of ${expected.length}`; }
  const at = expected.findIndex((object, index) => object !== objects[index]);
  return `${objects[at]} instead of ${expected[at]}`;
}

/** The costs of a row by contender and size. */
export function costsOf({ measurements }: Measured): CostAt {
  return (name, at) => measurements.find(({ contender, size }) => contender === name && size === at);
}
