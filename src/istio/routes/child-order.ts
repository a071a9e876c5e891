import type { Construct, IConstruct } from 'constructs';

/** The objects of a ServiceEntry by the beginning of their ids. Those that are for one host are last. */
const KINDS = [/^Resource$/, /^ServiceEntry\d+$/, /^(?!DestinationRule-|VirtualService-)/, /^DestinationRule-/, /^VirtualService-/];
const FIRST_WITH_HOST = 3;

/** The id of the object of a ServiceEntry for one of its hosts. */
export function idForHost(kind: 'DestinationRule' | 'VirtualService', host: string): string {
  return `${kind}-${host}`;
}

/**
 * Makes the order of the children of a ServiceEntry independent of the order in which hosts, routes and TLS were added to it: cdk8s writes objects in the
 * order of the children. Dependencies between the objects would do this too, but cdk8s follows each path between them, and their number is exponential.
 */
export function orderChildren({ node }: Construct): void {
  const prototype = Object.getPrototypeOf(node) as object;
  Object.defineProperty(node, 'children', { get: () => (Reflect.get(prototype, 'children', node) as IConstruct[]).sort(compare) });
}

/** Sorting is stable: other children keep the order in which they were created. */
function compare({ node: { id: a } }: IConstruct, { node: { id: b } }: IConstruct): number {
  const rank = rankOf(a);
  return rank - rankOf(b) || (rank < FIRST_WITH_HOST ? 0 : compareText(a, b));
}

function rankOf(id: string): number {
  return KINDS.findIndex(kind => kind.test(id));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
