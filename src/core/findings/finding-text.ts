import type { IConstruct } from 'constructs';
import type { LocatedFinding } from './located-finding';
import type { MeshFinding } from './mesh-finding';
import { groupBy } from '../../analysis/base/group-by';
import { firstNames } from '../../analysis/base/object-ref';
import { withoutNames } from '../../analysis/base/without-names';

/** Findings with one cause. */
interface Cause {
  /** The finding that is shown for all of them. */
  readonly first: LocatedFinding;
  /** One line: the message of the first, the rule with its page, and where the others are. */
  readonly text: string;
}

/** A line of text, and the construct that it is shown at. */
export interface FindingLine {
  readonly construct: IConstruct;
  readonly text: string;
}

const MOST_LINES = 25;
const MOST_LINES_OF_RULE = 10;

/**
 * Findings as text for people: one line for each cause, few enough to be read however large the app is. What is left out is counted.
 *
 * @param prefix beginning of the line of a finding
 */
export function linesOf(located: readonly LocatedFinding[], prefix: (finding: MeshFinding) => string = () => ''): FindingLine[] {
  const causes = causesOf(located);
  const ofRules = groupBy(causes, ({ first }) => first.finding.rule).values();
  const shown = new Set([...ofRules].flatMap(ofRule => ofRule.slice(0, MOST_LINES_OF_RULE)).slice(0, MOST_LINES));
  const lines = causes.filter(cause => shown.has(cause)).map(({ first, text }) => ({ construct: first.construct, text: `${prefix(first.finding)}${text}` }));
  const hidden = causes.filter(cause => !shown.has(cause)).map(({ first }) => first);
  if (hidden.length === 0) { return lines; }
  const rules = firstNames([...new Set(hidden.map(({ finding }) => finding.rule))]);
  return [...lines, { construct: hidden[0].construct, text: `and ${hidden.length} more (${rules}); findings() of the Mesh returns all` }];
}

/** Joins findings whose messages differ in names and values only, such as one line that is missing in 300 namespaces. */
function causesOf(located: readonly LocatedFinding[]): Cause[] {
  const seen = new Map<string, number>();
  const groups = groupBy(located, ({ finding }) => {
    const cause = `${finding.rule} ${causeIn(finding)}`;
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
function causeIn({ path, namespace, name, relatedObjects, message }: MeshFinding): string {
  const names = new Set([path, namespace, name, ...relatedObjects.flatMap(related => [related.path, related.namespace, related.name])]);
  return withoutNames(message.replace(/"[^"]*"/g, '"…"'), names);
}

/** Where to look: the construct, or the workloads if the construct only requires something of them. */
function placesOf({ path, kind, relatedObjects }: MeshFinding): string[] {
  return kind === undefined && relatedObjects.length > 0 ? relatedObjects.map(related => related.path) : [path];
}
