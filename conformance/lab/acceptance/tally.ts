import type { Acceptance } from './acceptor';
import { inColumns } from '../../command/columns';

/** How many objects of each kind were applied, and how many of them were accepted unchanged. */
export class AcceptanceTally {
  private readonly counts = new Map<string, { objects: number; accepted: number }>();

  public add(accepted: readonly Acceptance[]): void {
    for (const { manifest: { object }, faults } of accepted) {
      const key = `${object.apiVersion} ${object.kind}`;
      const count = this.counts.get(key) ?? { objects: 0, accepted: 0 };
      count.objects += 1;
      count.accepted += faults.length === 0 ? 1 : 0;
      this.counts.set(key, count);
    }
  }

  /** A table, by kind. */
  public render(): string {
    const rows = [...this.counts].sort(([a], [b]) => a < b ? -1 : 1).map(([kind, { objects, accepted }]) =>
      [kind, String(objects), String(accepted), accepted === objects ? '' : '<-- differs']);
    return inColumns([['KIND', 'WRITTEN', 'ACCEPTED UNCHANGED', ''], ...rows]);
  }
}
