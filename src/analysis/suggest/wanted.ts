import type { MeshModel } from '../model/mesh-model';
import type { MeshWorkload } from '../model/workload';
import { configurationKey } from '../reach/trace/egress-proof';
import { clientOf, ReachClient } from '../reach/trace/reachable-from';
import { trace } from '../reach/trace/trace';

/** A destination that workloads of a namespace must reach. */
export interface WantedDestination {
  readonly protocol: 'http' | 'https' | 'tcp';
  /** Undefined if only the address is known. */
  readonly host?: string;
  /** The address, if there is no host. */
  readonly address?: string;
  readonly port: number;
  /** Whether requests are HTTP/2 without TLS. */
  readonly isHttp2: boolean;
}

/** The workloads of a namespace, and what they must reach. */
export interface Wish {
  readonly namespace: string;
  /** The workloads. Empty if none is among the objects: then it is about any pod of the namespace. */
  readonly workloads: readonly MeshWorkload[];
  readonly destinations: readonly WantedDestination[];
}

/** Why workloads do not reach a destination by a declaration: it fails, it is unknown, or it only passes because the mesh is open. */
export interface Gap {
  readonly outcome: 'FAILS' | 'UNKNOWN' | 'PASSES';
  readonly explanation: string;
}

/** The clients of a wish, one for each configuration of sidecars. */
export function clientsOf(model: MeshModel, { namespace, workloads }: Omit<Wish, 'destinations'>): ReachClient[] {
  if (workloads.length === 0) { return [{ namespace, labels: {} }]; }
  return [...new Map(workloads.map(workload => [configurationKey(model, workload), clientOf(model, workload)])).values()];
}

/** Why one of the clients does not reach a destination by a declaration, the first that doesn't. Undefined if all do, in an open mesh and in a locked one. */
export function gapOf(model: MeshModel, clients: readonly ReachClient[], destination: WantedDestination): Gap | undefined {
  for (const client of clients) {
    const { protocol, host, address, port } = destination;
    const { outcome, hops, explanation } = trace(model, { ...client, protocol, port, ...host === undefined ? { address } : { host } });
    if (outcome !== 'ARRIVES') { return { outcome, explanation }; }
    if (hops.some(({ verdict }) => verdict === 'PASSTHROUGH')) { return { outcome: 'PASSES', explanation }; }
  }
  return undefined;
}
