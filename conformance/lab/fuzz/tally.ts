import type { Stage, TraceAnswer, TraceOutcome } from '../../../src/analysis/reach/trace/trace';
import { inColumns } from '../../command/columns';

const OUTCOMES: readonly TraceOutcome[] = ['ARRIVES', 'FAILS', 'UNKNOWN'];
const STAGES: readonly Stage[] = ['dns', 'capture', 'sidecar', 'tls', 'gateway', 'endpoint'];

/** How many connections had each outcome, by the stage that decided. */
export class OutcomeTally {
  private readonly counts = new Map<string, number>();

  /** Counts an answer. The last hop is the one that decides. */
  public add({ outcome, hops }: TraceAnswer): void {
    const key = `${outcome} ${hops[hops.length - 1].at}`;
    this.counts.set(key, this.of(outcome, hops[hops.length - 1].at) + 1);
  }

  /** Number of answers with an outcome, decided at a stage. */
  public of(outcome: TraceOutcome, stage: Stage): number {
    return this.counts.get(`${outcome} ${stage}`) ?? 0;
  }

  /** The counts as a table. */
  public render(): string {
    const sum = (outcomes: readonly TraceOutcome[], stages: readonly Stage[]) =>
      outcomes.reduce((all, outcome) => all + stages.reduce((part, stage) => part + this.of(outcome, stage), 0), 0);
    const rows = STAGES.map(stage => [stage, ...OUTCOMES.map(outcome => String(this.of(outcome, stage))), String(sum(OUTCOMES, [stage]))]);
    return inColumns([
      ['DECIDED AT', ...OUTCOMES, 'ALL'], ...rows, ['all', ...OUTCOMES.map(outcome => String(sum([outcome], STAGES))), String(sum(OUTCOMES, STAGES))],
    ]);
  }
}
