import { Aged, isOrderCertain } from './age';

/** Up to how many things all orders are tried. */
const MAX_EXHAUSTIVE = 5;

/** Up to how many things both ends of the order are tried together. */
const MAX_PAIRS = 12;

/** Whether the order of some things is open: the ages that decide are not known. */
export function isOrderOpen(items: readonly Aged[]): boolean {
  return items.some((item, index) => items.slice(index + 1).some(other => !isOrderCertain(item, other)));
}

/**
 * The orders that things may have, the one given first; it must agree with what is certain, and so do the others. Of more than five things not
 * all orders are tried, but
 * those that have one of them as early or as late as can be (up to twelve: each two of them at both ends), and the reverse of all: ends decide
 * what listeners become.
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
 * The order that is closest to the one given with one thing, and what must be before it, in front, and another one, and what must be after it,
 * at the end.
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

/** The things that may come first. */
function available<T extends Aged>(items: readonly T[]): T[] {
  return items.filter((item, index) => !items.slice(0, index).some(other => isOrderCertain(other, item)));
}
