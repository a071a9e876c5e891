import { type Goal, growthOf, OURS, ratioOf } from '../rows/row';
import { costsOf, type Measured, type Measurement } from '../run/run';

/** All that a run has found, as `results.json` has it. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The command that repeats it. */
  readonly command: string;
  readonly goals: readonly ReachedGoal[];
  readonly rows: readonly RowResults[];
}

/** A goal and where it is now. */
export interface ReachedGoal extends Pick<Goal, 'name' | 'unit' | 'most'> {
  readonly row: string;
  /** Undefined if it was not measured. */
  readonly now?: number;
}

/** What was measured for a row. */
export interface RowResults {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly contenders: readonly string[];
  readonly measurements: readonly (Measurement & {
    /** How many times the time of this contender this library takes. */
    readonly ratio?: number;
  })[];
  readonly missing: Measured['missing'];
  readonly stopped: Measured['stopped'];
}

/** The results of what was measured. */
export function rowResultsOf(measured: Measured): RowResults {
  const at = costsOf(measured);
  const { row: { name, title, unit, contenders }, measurements, missing, stopped } = measured;
  return {
    name,
    title,
    unit,
    contenders: contenders.map(contender => contender.name),
    measurements: measurements.map(measurement => ({
      ...measurement, ...measurement.contender === OURS ? {} : { ratio: ratioOf(at, OURS, measurement.contender, measurement.size) },
    })),
    missing,
    stopped,
  };
}

/** The goals of a row. */
export function goalsOf(measured: Measured): ReachedGoal[] {
  const at = costsOf(measured);
  return (measured.row.goals ?? []).map(({ name, unit, most, now }) => ({ row: measured.row.name, name, unit, most, now: now(at) }));
}

/** The ratios of a run by name, which a record keeps: to each peer at each size, and the growth from size to size. They depend little on the machine. */
export function ratiosOf(rows: readonly Measured[]): Record<string, number> {
  const found = rows.flatMap(measured => {
    const at = costsOf(measured);
    const { row: { name }, measurements } = measured;
    const sizes = [...new Set(measurements.map(({ size }) => size))];
    return [
      ...measurements.filter(({ contender }) => contender !== OURS).map(({ contender, size }) => [`${name} ${size}: relative to ${contender}`, ratioOf(at, OURS, contender, size)]),
      ...sizes.slice(1).map((size, index) => [`${name}: growth from ${sizes[index]} to ${size}`, growthOf(at, OURS, sizes[index], size)]),
    ] as [string, number | undefined][];
  });
  return Object.fromEntries(found.flatMap(([name, ratio]) => ratio === undefined ? [] : [[name, Number(ratio.toFixed(3))]]));
}

/** The lower of each ratio of two runs. */
export function lowestOf(ratios: Readonly<Record<string, number>>, others: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name, Math.min(ratio, others[name] ?? ratio)]));
}

/** The ratios that are more than twice those of a record. */
export function worseThan(record: Readonly<Record<string, number>>, ratios: Readonly<Record<string, number>>): string[] {
  return Object.entries(ratios).flatMap(([name, ratio]) => ratio > 2 * record[name] ? [`${name}: ${ratio}, which is more than twice its record ${record[name]}`] : []);
}
