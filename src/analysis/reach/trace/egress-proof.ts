import { podKey } from './pod-key';
import { clientOf, ReachClient } from './reachable-from';
import { trace, TraceAnswer } from './trace';
import { isServiceElsewhere } from './unmodelled';
import { groupBy } from '../../base/group-by';
import { Labels, selects } from '../../base/labels';
import { describeRef, ObjectRef } from '../../base/object-ref';
import { withoutNames } from '../../base/without-names';
import type { MeshModel } from '../../model/mesh-model';
import { isAmbient } from '../../model/pods/ambient';
import { sidecarInjectionOf } from '../../model/pods/sidecar-injection';
import type { MeshWorkload } from '../../model/workload';
import { applicableSidecars } from '../proxy/sidecar-scope';
import type { ReachQuestion } from '../question';

/** What a client connects to. */
type ConnectionTarget = Pick<ReachQuestion, 'host' | 'address' | 'port' | 'protocol'>;

/** The destination of a connection, with its name in messages. */
export type Destination = ConnectionTarget & {
  readonly label: string;
  /** The Service of the gateway that connections must go through, such as `Service egress/egress-gateway`. */
  readonly through?: string;
  /** The pods of a namespace that connect to it; other pods of that namespace do not. Without it, all pods do. */
  readonly clients?: { readonly namespace: string; readonly labels: Labels };
};

/** Workloads whose sidecars have the same configuration, and that do not reach a destination, or might not. */
export interface Shortfall {
  /** Whether it is certain that they don't reach it. */
  readonly certain: boolean;
  readonly workloads: readonly MeshWorkload[];
  /** Name of the destination in messages. */
  readonly destination: string;
  /** Whether the destination has a name, and not only an address. */
  readonly hasName: boolean;
  /** The reason and the remedy. */
  readonly explanation: string;
  /** Equal for shortfalls whose explanations differ in names only. */
  readonly cause: string;
  /** The Sidecar that does not import the destination, if that is the cause. */
  readonly sidecar?: ObjectRef;
}

/**
 * Checks that workloads reach destinations, and returns those that don't.
 *
 * Workloads are checked once and reported together if their sidecars get the same configuration: if they have the same namespace, Sidecar and
 * annotations, and the same values of all labels that routes match on.
 */
export function proveEgress(model: MeshModel, workloads: Iterable<MeshWorkload>, destinations: readonly Destination[]): Shortfall[] {
  const groups = groupBy(workloads, workload => configurationKey(model, workload));
  return [...groups.values()].flatMap(group => {
    const first = clientOf(model, group[0]);
    return destinations.flatMap(destination => {
      const connecting = group.filter(workload => connectsTo(workload, destination));
      if (connecting.length === 0) { return []; }
      return shortfallOf(model, connecting, connecting[0] === group[0] ? first : clientOf(model, connecting[0]), destination) ?? [];
    });
  });
}

function connectsTo({ namespace, labels }: MeshWorkload, { clients }: Destination): boolean {
  return clients === undefined || clients.namespace !== namespace || selects(clients.labels, labels);
}

/** A key that workloads share if their sidecars get the same configuration. */
export function configurationKey(model: MeshModel, workload: MeshWorkload): string {
  const keys = model.once('configurations', () => new Map<MeshWorkload, string>());
  const known = keys.get(workload);
  if (known !== undefined) { return known; }
  const key = keyOf(model, workload);
  keys.set(workload, key);
  return key;
}

function keyOf(model: MeshModel, workload: MeshWorkload): string {
  return JSON.stringify([workload.namespace, applicableSidecars(model, workload).map(sidecar => sidecar?.ref.index), ...podKey(model, workload)]);
}

function shortfallOf(
  model: MeshModel,
  workloads: readonly MeshWorkload[],
  client: ReachClient,
  destination: Destination,
): Shortfall | undefined {
  const { label, through, host, address, port, protocol } = destination;
  const { namespace, labels, annotations, injected, ambient } = client;
  const answer = trace(model, { namespace, labels, annotations, injected, ambient, host, address, port, protocol });
  const isPast = answer.outcome === 'ARRIVES' && through !== undefined && !goesThrough(answer, through);
  if (answer.outcome === 'ARRIVES' && !isPast) { return undefined; }
  const doubt = injectionDoubt(model, workloads[0]);
  const certain = answer.outcome !== 'UNKNOWN' && !isServiceElsewhere(model, host, namespace) && doubt === '';
  const found = isPast ? `It does not go through ${through}. ${answer.explanation} ${isAmbient(model, workloads[0]) ? PAST_ZTUNNEL : PAST_GATEWAY}` : answer.explanation;
  const explanation = `${found}${doubt}`;
  const sidecar = sidecarToChange(model, workloads[0], answer);
  // A Sidecar that does not import a host and one that does not import an address are changed in the same way.
  const cause = sidecar ? NOT_IMPORTED : withoutNames(explanation, namesIn(answer, namespace, destination));
  return { certain, workloads, destination: label, hasName: host !== undefined, explanation, cause, sidecar };
}

const NOT_IMPORTED = 'A Sidecar does not import the destination.';
const PAST_GATEWAY = 'The sidecar does not see the VirtualService that leads to the gateway: import its namespace in the Sidecar, and export it to the namespace of the workload.';
const PAST_ZTUNNEL = 'In ambient mode, nothing applies the VirtualService that leads to the gateway: let a waypoint take the connections, or give the pods a sidecar.';

/** Whether a connection goes through a gateway. Pods without a sidecar connect directly, whatever the mesh says. */
function goesThrough({ hops }: TraceAnswer, gateway: string): boolean {
  return hops.some(hop => hop.verdict === 'BYPASSED' || hop.gateway === gateway);
}

/** The Sidecar of a workload, if the remedy is to add a host to it. */
function sidecarToChange(model: MeshModel, workload: MeshWorkload, { explanation }: TraceAnswer): ObjectRef | undefined {
  return applicableSidecars(model, workload).map(sidecar => sidecar?.ref).find(ref => ref && explanation.endsWith(`.hosts of ${describeRef(ref)}.`));
}

/** The names by which the explanations of one cause differ: those of the namespace, of the destination, and of the objects that decide. */
function namesIn({ hops }: TraceAnswer, namespace: string, { host = '', address = '', port }: ConnectionTarget): Set<string> {
  const objects = hops.flatMap(({ because }) => because).flatMap(object => object.split(/[ /]/).slice(1));
  return new Set([namespace, host, address, String(port), ...objects]);
}

/**
 * Says that it is unknown whether a workload has a sidecar, with the remedy. Empty if it is known, or if the Namespace is not in the list of objects.
 */
function injectionDoubt(model: MeshModel, workload: MeshWorkload): string {
  const labels = model.namespaceLabels.get(workload.namespace);
  return labels && sidecarInjectionOf(workload, labels) === 'maybe'
    ? ` It is unknown whether the pods have a sidecar: set the label istio-injection of Namespace ${workload.namespace} to "enabled" or "disabled".`
    : '';
}
