import { compareAge } from './age';
import { isOrderOpen, possibleOrders } from './age-orders';
import type { DestinationRule, Subset } from './destination-rule';
import { Labels, selects } from '../base/labels';

/** What DestinationRules for one host say together. */
export interface MergedRule {
  /** Labels of the clients that it is for. Undefined if it is for all clients. */
  readonly selector?: Labels;
  /** The rule whose `trafficPolicy` counts. Undefined if none has one. */
  readonly policy?: DestinationRule;
  /** The subsets by name, each with its rule. */
  readonly subsets: ReadonlyMap<string, { readonly subset: Subset; readonly rule: DestinationRule }>;
}

/** A merged rule that other rules can still be merged into. */
interface Growing extends MergedRule {
  readonly exportTo: ReadonlySet<string>;
  policy?: DestinationRule;
  readonly subsets: Map<string, { readonly subset: Subset; readonly rule: DestinationRule }>;
}

/**
 * The merged rules that istiod can make of rules for one host in one namespace: one list for each order of their unknown ages.
 *
 * istiod merges the rules that select clients first, and of each kind the oldest first.
 */
export function mergedRules(rules: readonly DestinationRule[]): Growing[][] {
  if (rules.length < 2) { return [rules.map(begun)]; }
  const sorted = [...rules].sort(compareAge);
  const [selecting, others] = [sorted.filter(({ selector }) => selector), sorted.filter(({ selector }) => !selector)];
  const [selectingOrders, otherOrders] = [selecting, others].map(list => isOrderOpen(list) ? possibleOrders(list) : [list]);
  return [
    ...otherOrders.map(order => merged([...selectingOrders[0], ...order])),
    ...selectingOrders.slice(1).map(order => merged([...order, ...otherOrders[0]])),
  ];
}

/** The merged rule that counts for a client: the first that selects it, otherwise the last that selects nobody. */
export function countingRule(rules: readonly MergedRule[], labels: Labels): MergedRule | undefined {
  return rules.find(({ selector }) => selector && selects(selector, labels)) ?? [...rules].reverse().find(({ selector }) => selector === undefined);
}

/**
 * Merges rules in their order, as istiod does since Istio 1.20. Rules with another `exportTo` or selector stay apart, and only one of those counts for a client. A rule
 * without a selector that has the `exportTo` of one with a selector (`.`) is merged into that, and is lost for all other clients.
 */
function merged(rules: readonly DestinationRule[]): Growing[] {
  const found: Growing[] = [];
  for (const rule of rules) {
    let isApart = true;
    for (const other of found) {
      isApart = !isEqual(rule.exportTo, other.exportTo);
      if (isApart && !isSuperset(rule.exportTo, other.exportTo)) { continue; }
      const isSelecting = rule.selector !== undefined;
      const isSameKind = isSelecting === (other.selector !== undefined);
      if (isSameKind && isSelecting && !isSameLabels(rule.selector, other.selector!)) {
        isApart = true;
        continue;
      }
      if (isSameKind) { isApart = false; }
      for (const [name, subset] of begun(rule).subsets) {
        if (!other.subsets.has(name)) { other.subsets.set(name, subset); }
      }
      other.policy ??= rule.hasPolicy ? rule : undefined;
    }
    if (isApart) { found.push(begun(rule)); }
  }
  return found;
}

function begun(rule: DestinationRule): Growing {
  const subsets = new Map<string, { subset: Subset; rule: DestinationRule }>();
  for (const subset of rule.subsets) {
    if (!subsets.has(subset.name)) { subsets.set(subset.name, { subset, rule }); }
  }
  return { selector: rule.selector, exportTo: rule.exportTo, policy: rule.hasPolicy ? rule : undefined, subsets };
}

function isEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(item => b.has(item));
}

/** Whether a set has all items of another that is not empty. */
function isSuperset(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return b.size > 0 && [...b].every(item => a.has(item));
}

function isSameLabels(a: Labels, b: Labels): boolean {
  return Object.keys(a).length === Object.keys(b).length && selects(a, b);
}
