import type { LocatedFinding } from './located-finding';
import type { MeshFinding } from './mesh-finding';
import { groupBy } from '../../analysis/base/group-by';
import { firstNames } from '../../analysis/base/object-ref';

/** Findings with one cause. */
export interface Cause {
  /** The finding that is shown for all of them. */
  readonly first: LocatedFinding;
  /** One line: the message of the first, the rule with its page, and where the others are. */
  readonly text: string;
}

/** Joins findings whose messages differ in names and values only, such as one line that is missing in 300 namespaces: text for people has one line for each cause. */
export function causesOf(located: readonly LocatedFinding[]): Cause[] {
  const seen = new Map<string, number>();
  const groups = groupBy(located, ({ finding }) => {
    const cause = `${finding.rule} ${withoutNames(finding)}`;
    // Findings of one rule at one place differ in what they are about.
    const atPlace = JSON.stringify([cause, placesOf(finding)]);
    const ordinal = seen.get(atPlace) ?? 0;
    seen.set(atPlace, ordinal + 1);
    return `${ordinal} ${cause}`;
  });
  return [...groups.values()].map(([first, ...others]) => {
    const { message, rule, ruleUrl } = first.finding;
    const elsewhere = others.length === 0 ? '' : `; the same for ${firstNames([...new Set(others.flatMap(({ finding }) => placesOf(finding)))])}`;
    return { first, text: `${message} (${rule}); see ${ruleUrl}${elsewhere}` };
  });
}

/** The message without the names of the objects and without values. */
function withoutNames({ path, namespace, name, relatedObjects, message }: MeshFinding): string {
  const names = new Set([path, namespace, name, ...relatedObjects.flatMap(related => [related.path, related.namespace, related.name])]);
  return message.replace(/"[^"]*"/g, '"…"').replace(/[\w*-]+(?:\.[\w*-]+)*/g, word => names.has(word) ? '…' : word);
}

/** Where to look: the construct, or the workloads if the construct only requires something of them. */
function placesOf({ path, kind, relatedObjects }: MeshFinding): string[] {
  return kind === undefined && relatedObjects.length > 0 ? relatedObjects.map(related => related.path) : [path];
}
