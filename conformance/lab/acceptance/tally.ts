import type { Acceptance } from './acceptor';
import { inColumns } from '../../command/columns';

/** How many objects of each kind were tried, and how many of them were taken as they were written. */
export class AcceptanceTally {
  private readonly counts = new Map<string, { objects: number; taken: number }>();

  public add(accepted: readonly Acceptance[]): void {
    for (const { manifest: { object }, faults } of accepted) {
      const key = `${object.apiVersion} ${object.kind}`;
      const count = this.counts.get(key) ?? { objects: 0, taken: 0 };
      count.objects += 1;
      count.taken += faults.length === 0 ? 1 : 0;
      this.counts.set(key, count);
    }
  }

  /** A table, by kind. */
  public render(): string {
    const rows = [...this.counts].sort(([a], [b]) => a < b ? -1 : 1).map(([kind, { objects, taken }]) =>
      [kind, String(objects), String(taken), taken === objects ? '' : '<-- differs']);
    return inColumns([['KIND', 'WRITTEN', 'TAKEN AS WRITTEN', ''], ...rows]);
  }
}
