import { append } from '../base/group-by';
import { CAPTURE_ANNOTATIONS } from './proxy/capture';
import { reachThroughGateway } from './reach-through-gateway';
import type { Answer } from './reachability';
import type { ReachQuestion } from './question';
import { describeRef } from '../base/object-ref';
import { decidingLabels } from '../model/deciding-labels';
import type { MeshModel } from '../model/mesh-model';
import { mayHaveSidecar, sidecarInjectionOf } from '../model/sidecar-injection';
import { isServiceHost } from '../syntax/service-hosts';
import { applicableSidecars } from './proxy/sidecar-scope';
import type { MeshWorkload } from '../model/workload';

/** Where a connection is meant to go, and how it is spoken of. */
export type Destination = Pick<ReachQuestion, 'host' | 'address' | 'port' | 'protocol'> & { readonly label: string };

/** Workloads that do not reach a destination, or that can't be said to. */
export interface Shortfall {
  /** Whether they certainly don't. */
  readonly certain: boolean;
  /** One paragraph that names the workloads, the destination, the reason and the remedy. */
  readonly message: string;
}

const NAMED_AT_MOST = 3;

/**
 * Proves that workloads reach destinations, or says which don't.
 *
 * Workloads that sidecars can't tell apart (namespace, Sidecar, annotations, and labels that something asks for) are asked about once, and named together.
 */
export function proveEgress(model: MeshModel, workloads: Iterable<MeshWorkload>, destinations: readonly Destination[]): Shortfall[] {
  const groups = new Map<string, MeshWorkload[]>();
  for (const workload of workloads) {
    const key = JSON.stringify([
      workload.namespace,
      applicableSidecars(model, workload).map(sidecar => sidecar?.ref.index),
      sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace)),
      decidingLabels(model, workload.labels),
      Object.values(CAPTURE_ANNOTATIONS).map(annotation => workload.annotations[annotation]),
    ]);
    append(groups, key, workload);
  }
  return [...groups.values()].flatMap(group => destinations.flatMap(destination => shortfall(model, group, destination)));
}

function shortfall(model: MeshModel, group: readonly MeshWorkload[], { label, ...destination }: Destination): Shortfall[] {
  const [{ namespace, labels, annotations }] = group;
  const client = { namespace, labels, annotations, injected: mayHaveSidecar(model, group[0]) };
  const { gateway, answer } = reachThroughGateway(model, { ...client, ...destination });
  if (isMet(answer)) { return []; }
  const doubt = doubtAbout(model, group[0]);
  const certain = answer.verdict !== 'UNKNOWN' && !isElsewhere(model, answer.service, namespace) && !isElsewhere(model, destination.host, namespace) && doubt === '';
  const clause = certain ? `${group.length > 1 ? 'do' : 'does'} not reach ${label}` : `can't be proved to reach ${label}`;
  const way = gateway === undefined ? '' : `it is led to the gateway ${gateway}. `;
  return [{ certain, message: `${nameAll(group)} ${clause}: ${way}${answer.explanation}${doubt}` }];
}

/** Whether a host is that of a Service that is none of the objects: the cluster may have it all the same. */
function isElsewhere(model: MeshModel, host: string | undefined, namespace: string): boolean {
  return host !== undefined && isServiceHost(host) && model.hostsMeantBy(host, namespace).length === 0;
}

/** What leaves open whether workloads have a sidecar at all, with the remedy; empty if nothing does. Of a namespace that is none of the objects nothing is expected. */
function doubtAbout(model: MeshModel, workload: MeshWorkload): string {
  const labels = model.namespaceLabels.get(workload.namespace);
  return labels && sidecarInjectionOf(workload, labels) === 'maybe'
    ? ` Whether there is a sidecar is not said: label Namespace ${workload.namespace} "istio-injection: enabled", or "disabled".`
    : '';
}

/** A requirement is about getting past the sidecar: what it passes on unseen counts as well. */
function isMet({ verdict, alternatives }: Answer): boolean {
  const met = ['REACHABLE', 'PASSTHROUGH', 'BYPASSED'];
  return met.includes(verdict) || (verdict === 'UNKNOWN' && alternatives !== undefined && alternatives.every(alternative => met.includes(alternative)));
}

function nameAll(group: readonly MeshWorkload[]): string {
  const names = group.slice(0, NAMED_AT_MOST).map(({ ref }) => describeRef(ref)).join(', ');
  return group.length > NAMED_AT_MOST ? `${names} and ${group.length - NAMED_AT_MOST} more` : names;
}
