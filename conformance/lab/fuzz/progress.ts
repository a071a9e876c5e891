import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { Counts, OutcomeTally } from './tally';
import { UsageError } from '../../command/command';

/** What a run has done with a mesh. */
export type Done =
  /** Its connections were tried: how many answers `trace` gave of each kind, and how many connections ended differently. */
  | { readonly mesh: number; readonly counts: Counts; readonly differences: number }
  /** Something failed, so nothing is known about it. */
  | { readonly mesh: number; readonly error: string };

/** Number of times that a mesh is tried, each time in a new lab, before it counts as an error. */
export const ATTEMPTS = 2;

/** What a run has done so far, in a file: one line of JSON for each mesh, so that another process can continue. The first line holds the seed. */
export class Progress {
  /**
   * Opens a file, or starts it.
   *
   * @throws UsageError if it is that of another seed
   */
  public static open(file: string, seed: number): Progress {
    if (!existsSync(file)) { appendFileSync(file, `${JSON.stringify({ seed })}\n`); }
    const [head, ...rows] = linesIn(file);
    const known = (head as { seed?: number } | undefined)?.seed;
    if (known !== seed) { throw new UsageError(`${file} holds the progress of seed ${known}, not of ${seed}`); }
    return new Progress(file, rows as Done[]);
  }

  private constructor(private readonly file: string, private readonly rows: Done[]) {}

  /** Writes down what was done with a mesh. */
  public add(done: Done): void {
    appendFileSync(this.file, `${JSON.stringify(done)}\n`);
    this.rows.push(done);
  }

  /** Whether nothing more is to be done about a mesh. */
  public isDone(mesh: number): boolean {
    return this.answersOf(mesh) !== undefined || this.errorsOf(mesh).length >= ATTEMPTS;
  }

  /** Whether something has failed with a mesh before. */
  public hasFailed(mesh: number): boolean {
    return this.errorsOf(mesh).length > 0;
  }

  /** Number of lines. */
  public get size(): number {
    return this.rows.length;
  }

  /** Number of meshes that were tried. */
  public get meshes(): number {
    return this.rows.filter(row => 'counts' in row).length;
  }

  /** Number of connections that ended differently than predicted. */
  public get differences(): number {
    return this.rows.reduce((sum, row) => sum + ('counts' in row ? row.differences : 0), 0);
  }

  /** The meshes that could not be tried, with the last error of each. */
  public get failed(): { readonly mesh: number; readonly error: string }[] {
    const meshes = new Set(this.rows.map(({ mesh }) => mesh));
    return [...meshes].filter(mesh => this.answersOf(mesh) === undefined)
      .flatMap(mesh => this.errorsOf(mesh).slice(-1).map(error => ({ mesh, error })));
  }

  /** How many answers there were of each kind. */
  public tally(): OutcomeTally {
    const tally = new OutcomeTally();
    for (const row of this.rows) { if ('counts' in row) { tally.addCounts(row.counts); } }
    return tally;
  }

  private answersOf(mesh: number): Done | undefined {
    return this.rows.find(row => row.mesh === mesh && 'counts' in row);
  }

  private errorsOf(mesh: number): string[] {
    return this.rows.flatMap(row => row.mesh === mesh && 'error' in row ? [row.error] : []);
  }
}

/** The values in a file. The last line can be cut off, if the process that wrote it was killed. */
function linesIn(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line === '') { return []; }
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      if (index === lines.length - 1) { return []; }
      throw new UsageError(`${file} is not a file of progress: ${(error as Error).message}`);
    }
  });
}
