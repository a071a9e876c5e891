import type { Stage, TraceAnswer, TraceOutcome } from '../../../src/analysis/reach/trace/trace';
import { inColumns } from '../../command/columns';

/** Numbers of answers, by outcome and by the stage that decided, such as `FAILS dns`. */
export type Counts = Readonly<Record<string, number>>;

const OUTCOMES: readonly TraceOutcome[] = ['ARRIVES', 'FAILS', 'UNKNOWN'];
const STAGES: readonly Stage[] = ['dns', 'capture', 'sidecar', 'tls', 'gateway', 'endpoint'];

/** How many connections had each outcome, by the stage that decided. */
export class OutcomeTally {
  private readonly numbers = new Map<string, number>();

  /** Counts an answer. The last hop is the one that decides. */
  public add({ outcome, hops }: TraceAnswer): void {
    this.addCounts({ [`${outcome} ${hops[hops.length - 1].at}`]: 1 });
  }

  /** Adds what another tally has counted. */
  public addCounts(counts: Counts): void {
    for (const [key, count] of Object.entries(counts)) { this.numbers.set(key, (this.numbers.get(key) ?? 0) + count); }
  }

  /** All numbers. */
  public get counts(): Counts {
    return Object.fromEntries(this.numbers);
  }

  /** Number of answers with an outcome, decided at a stage. */
  public of(outcome: TraceOutcome, stage: Stage): number {
    return this.numbers.get(`${outcome} ${stage}`) ?? 0;
  }

  /** The counts as a table, with the share of answers that leave the outcome open. */
  public render(): string {
    const sum = (outcomes: readonly TraceOutcome[], stages: readonly Stage[]) =>
      outcomes.reduce((all, outcome) => all + stages.reduce((part, stage) => part + this.of(outcome, stage), 0), 0);
    const rows = STAGES.map(stage => [stage, ...OUTCOMES.map(outcome => String(this.of(outcome, stage))), String(sum(OUTCOMES, [stage]))]);
    const all = sum(OUTCOMES, STAGES);
    const table = inColumns([
      ['DECIDED AT', ...OUTCOMES, 'ALL'], ...rows, ['all', ...OUTCOMES.map(outcome => String(sum([outcome], STAGES))), String(all)],
    ]);
    return all === 0 ? table : `${table}\nUNKNOWN ${(100 * sum(['UNKNOWN'], STAGES) / all).toFixed(1)} %`;
  }
}
