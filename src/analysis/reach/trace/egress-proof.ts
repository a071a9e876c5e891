import { trace } from './trace';
import { isServiceElsewhere, unmodelled } from './unmodelled';
import { groupBy } from '../../base/group-by';
import { describeRefs } from '../../base/object-ref';
import { decidingLabels } from '../../model/deciding-labels';
import { capturesDns } from '../../model/dns-capture';
import type { MeshModel } from '../../model/mesh-model';
import { mayHaveSidecar, sidecarInjectionOf } from '../../model/sidecar-injection';
import type { MeshWorkload } from '../../model/workload';
import { CAPTURE_ANNOTATIONS } from '../proxy/capture';
import { applicableSidecars } from '../proxy/sidecar-scope';
import type { ReachQuestion } from '../question';

/** The destination of a connection, with its name in messages. */
export type Destination = Pick<ReachQuestion, 'host' | 'address' | 'port' | 'protocol'> & { readonly label: string };

/** Workloads that do not reach a destination, or that might not. */
export interface UnmetRequirement {
  /** Whether it is certain that they don't reach it. */
  readonly certain: boolean;
  /** One paragraph with the workloads, the destination, the reason and the remedy. */
  readonly message: string;
  readonly workloads: readonly MeshWorkload[];
}

/**
 * Checks that workloads reach destinations, and returns those that don't.
 *
 * Workloads are checked once and reported together if their sidecars get the same configuration: if they have the same namespace, Sidecar and
 * annotations, and the same values of all labels that routes match on.
 */
export function proveEgress(model: MeshModel, workloads: Iterable<MeshWorkload>, destinations: readonly Destination[]): UnmetRequirement[] {
  const groups = groupBy(workloads, workload => configurationKey(model, workload));
  return [...groups.values()].flatMap(group => destinations.flatMap(destination => unmetRequirement(model, group, destination)));
}

/** A key that workloads share if their sidecars get the same configuration. */
export function configurationKey(model: MeshModel, workload: MeshWorkload): string {
  return JSON.stringify([
    workload.namespace,
    applicableSidecars(model, workload).map(sidecar => sidecar?.ref.index),
    sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace)),
    decidingLabels(model, workload.labels),
    Object.values(CAPTURE_ANNOTATIONS).map(annotation => workload.annotations[annotation]),
    capturesDns(model, workload),
    unmodelled(model, workload),
  ]);
}

function unmetRequirement(model: MeshModel, group: readonly MeshWorkload[], { label, ...destination }: Destination): UnmetRequirement[] {
  const [{ namespace, labels, annotations }] = group;
  const client = { namespace, labels, annotations, injected: mayHaveSidecar(model, group[0]) };
  const { outcome, explanation } = trace(model, { ...client, ...destination });
  if (outcome === 'ARRIVES') { return []; }
  const doubt = injectionDoubt(model, group[0]);
  const certain = outcome === 'FAILS' && !isServiceElsewhere(model, destination.host, namespace) && doubt === '';
  const clause = certain ? `${group.length > 1 ? 'do' : 'does'} not reach ${label}` : `might not reach ${label}`;
  return [{ certain, workloads: group, message: `${describeRefs(group.map(({ ref }) => ref))} ${clause}: ${explanation}${doubt}` }];
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
