import { Aged, isOrderCertain } from './age';

/** Maximum number of items for which all orders are tried. */
const MAX_EXHAUSTIVE = 5;

/** Maximum number of items for which all pairs of a first and a last item are tried. */
const MAX_PAIRS = 12;

/** Whether the order of some items is unknown, because it depends on unknown ages. The list must be sorted by age. */
export function isOrderOpen(items: readonly Aged[]): boolean {
  return items.some((item, index) => index > 0 && !isOrderCertain(items[index - 1], item));
}

/**
 * The possible orders of some items. The given order comes first. It must be consistent with the known ages, and so are all others.
 *
 * For more than five items, not all orders are tried, but those with one item as early or as late as possible, and the reverse order. For up to
 * twelve items, these include each pair of a first and a last item. The first and the last item decide how listeners are built.
 */
export function possibleOrders<T extends Aged>(items: readonly T[]): T[][] {
  const found = new Map<string, T[]>();
  const keep = (order: T[]) => found.set(order.map(item => items.indexOf(item)).join(' '), order);
  keep([...items]);
  if (items.length <= MAX_EXHAUSTIVE) {
    for (const order of allOrders(items)) { keep(order); }
    return [...found.values()];
  }
  const others = items.length <= MAX_PAIRS ? items : [];
  for (const item of items) {
    keep(withEnds(items, item, undefined));
    keep(withEnds(items, undefined, item));
    for (const last of others) {
      if (item !== last) { keep(withEnds(items, item, last)); }
    }
  }
  keep(reversed(items));
  return [...found.values()];
}

function* allOrders<T extends Aged>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) {
    yield [];
    return;
  }
  for (const first of available(items)) {
    for (const rest of allOrders(items.filter(item => item !== first))) { yield [first, ...rest]; }
  }
}

/**
 * The order closest to the given one that has one item at the start, after the items that must precede it, and another item at the end, before
 * the items that must follow it.
 */
function withEnds<T extends Aged>(items: readonly T[], first: T | undefined, last: T | undefined): T[] {
  const precedes = (a: T, b: T) => items.indexOf(a) < items.indexOf(b) && isOrderCertain(a, b);
  const front = items.filter(item => first !== undefined && (item === first || precedes(item, first)));
  const back = items.filter(item => last !== undefined && !front.includes(item) && (item === last || precedes(last, item)));
  return [...front, ...items.filter(item => !front.includes(item) && !back.includes(item)), ...back];
}

function reversed<T extends Aged>(items: readonly T[]): T[] {
  const order: T[] = [];
  for (let rest = [...items]; rest.length > 0;) {
    const candidates = available(rest);
    const next = candidates[candidates.length - 1];
    order.push(next);
    rest = rest.filter(item => item !== next);
  }
  return order;
}

/** The items that can come first. */
function available<T extends Aged>(items: readonly T[]): T[] {
  return items.filter((item, index) => !items.slice(0, index).some(other => isOrderCertain(other, item)));
}
