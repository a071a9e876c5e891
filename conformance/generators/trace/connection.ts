import * as fc from 'fast-check';
import { NAMELESS_SERVER, PORT, PUBLIC_NAMES } from './words';
import type { TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { pick, weighted } from '../base/shapes';

/** A connection that a client may open, without the client. */
export type Aim = Pick<TraceQuestion, 'host' | 'address' | 'port' | 'protocol' | 'path'>;

/** How a connection differs from the one that a mesh is made for. */
export type Deviation = (aim: Aim) => Aim;

const HOSTS = Object.keys(PUBLIC_NAMES);

/** Ports that a sidecar has for itself, and one that no object mentions. */
const OTHER_PORTS = pick([[2, 15001], [1, 15006], [3, 15021], [3, 15090], [1, 15000], [4, 7777]]);

const DEVIATION: fc.Arbitrary<Deviation> = weighted<Deviation>(
  [50, fc.constant(aim => aim)],
  [8, pick([[1, 'http'], [1, 'https'], [1, 'tcp']] as const).map(protocol => aim => ({ ...aim, protocol }))],
  [7, PORT.map(port => aim => ({ ...aim, port }))],
  [4, OTHER_PORTS.map(port => aim => ({ ...aim, port }))],
  [6, fc.constantFrom(...HOSTS).map(host => ({ address: _, ...aim }) => ({ ...aim, host }))],
  // The client dials the real address itself, with the name inside or without.
  [6, fc.constant(aim => aim.host !== undefined && Object.hasOwn(PUBLIC_NAMES, aim.host) ? { ...aim, address: PUBLIC_NAMES[aim.host] } : aim)],
  [4, fc.constantFrom(NAMELESS_SERVER, ...Object.values(PUBLIC_NAMES)).map(address => ({ host: _, ...aim }) => ({ ...aim, address }))],
  [3, fc.constant(aim => ({ ...aim, path: '/v1/data' }))],
);

/** Connections of clients: some are those that a mesh is made for, others differ from them in one thing. */
export function connections(aims: readonly Aim[], clients: readonly Omit<TraceQuestion, 'port' | 'protocol'>[], count: number): fc.Arbitrary<TraceQuestion[]> {
  const one = fc.tuple(fc.constantFrom(...aims), DEVIATION, fc.constantFrom(...clients))
    .map(([aim, deviate, client]) => ({ ...client, ...deviate(aim) }));
  return fc.array(one, { minLength: count, maxLength: count });
}

