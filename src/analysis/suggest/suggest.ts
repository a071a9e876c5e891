import { DraftMesh, SuggestedObject } from './draft-mesh';
import { Declaration, EntryWriter } from './entries';
import { lockNamespace } from './lock';
import { importServices } from './sidecar-imports';
import { clientsOf, Gap, gapOf, WantedDestination, Wish } from './wanted';
import { isRecord, listOf, recordOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { openLists } from '../base/object-list';
import { describeRef, refOf } from '../base/object-ref';
import { labelOf } from '../egress/destination';
import { MeshModel } from '../model/mesh-model';
import type { MeshSettings } from '../settings/mesh-settings';
import { isServiceHost } from '../syntax/service-hosts';

/** What becomes of a destination. */
export interface DestinationResult {
  readonly namespace: string;
  readonly destination: WantedDestination;
  /** Whether it is declared already, the suggested objects admit it, or nothing admits it. */
  readonly result: 'declared' | 'admitted' | 'left-out';
  /** The object that admits it. */
  readonly by?: string;
  /** Why it is left out. */
  readonly reason?: string;
}

/** Objects that admit destinations. */
export interface Suggestion {
  readonly objects: readonly SuggestedObject[];
  readonly results: readonly DestinationResult[];
}

/** How to suggest. */
export interface SuggestOptions {
  /** Whether the namespaces are locked too. */
  readonly lock: boolean;
}

/**
 * Suggests ServiceEntries and imports of Sidecars that admit exactly the wanted destinations, beside the objects that a mesh has. What workloads reach by a declaration already
 * gets nothing. The proof is asked about the result: what it does not find to arrive is left out, with the reason.
 */
export function suggestEgress(
  given: readonly KubernetesObject[], settings: MeshSettings, wishes: readonly Wish[], { lock }: SuggestOptions,
): Suggestion {
  const objects = openLists(given).map(({ object }) => object);
  const before = MeshModel.of(objects, settings);
  const asked = wishes.flatMap(wish => {
    const clients = clientsOf(before, wish);
    return wish.destinations.map((destination): Asked => ({ wish, destination, gap: gapOf(before, clients, destination) }));
  });
  const results = new Map<Asked, DestinationResult>();
  for (const each of asked) {
    const reason = each.gap && reasonInCluster(before, each);
    if (!each.gap) { results.set(each, resultOf(each, 'declared')); }
    if (reason !== undefined) { results.set(each, { ...resultOf(each, 'left-out'), reason }); }
  }
  // What can't be admitted is left out, and the others are tried again without its objects.
  for (;;) {
    const wanted = asked.filter(each => !results.has(each));
    const { draft, by, conflicts } = draftOf(objects, settings, wanted, lock ? wishes.map(({ namespace }) => namespace) : []);
    const after = draft.model();
    const failed = wanted.flatMap(each => {
      const reason = conflicts.get(each) ?? gapOf(after, clientsOf(after, each.wish), each.destination)?.explanation;
      return reason === undefined ? [] : [{ each, reason }];
    });
    if (failed.length === 0) { failed.push(...harmful(after, wanted, asked.filter(each => results.get(each)?.result === 'declared'))); }
    if (failed.length === 0) {
      for (const each of wanted) { results.set(each, { ...resultOf(each, 'admitted'), by: by.get(each) }); }
      return { objects: draft.suggested(), results: asked.map(each => results.get(each)!) };
    }
    for (const { each, reason } of failed) { results.set(each, { ...resultOf(each, 'left-out'), reason }); }
  }
}

/** The destinations whose declaration makes others fail that are declared already: another entry of a host can hide the one that has the port. */
function harmful(after: MeshModel, wanted: readonly Asked[], declared: readonly Asked[]): { each: Asked; reason: string }[] {
  for (const { wish, destination } of declared) {
    const gap = gapOf(after, clientsOf(after, wish), destination);
    if (!gap) { continue; }
    const { protocol, host, address, port } = destination;
    const ofHost = wanted.filter(each => each.wish.namespace === wish.namespace
      && each.destination.host === host && each.destination.address === address);
    const reason = `connections to ${labelOf(protocol, host ?? address!, port)} would then fail: ${gap.explanation}`;
    return (ofHost.length > 0 ? ofHost : wanted).map(each => ({ each, reason }));
  }
  return [];
}

/** A destination that is asked about. */
interface Asked {
  readonly wish: Wish;
  readonly destination: WantedDestination;
  readonly gap: Gap | undefined;
}

function resultOf({ wish: { namespace }, destination }: Asked, result: DestinationResult['result']): DestinationResult {
  return { namespace, destination, result };
}

/** The mesh with everything that admits destinations. */
interface Drafted {
  readonly draft: DraftMesh;
  /** The object that declares a destination. */
  readonly by: ReadonlyMap<Asked, string>;
  /** Why a destination can't be declared. */
  readonly conflicts: ReadonlyMap<Asked, string>;
}

function draftOf(objects: readonly KubernetesObject[], settings: MeshSettings, wanted: readonly Asked[], locked: readonly string[]): Drafted {
  const draft = new DraftMesh(objects, settings);
  for (const namespace of new Set(locked)) { lockNamespace(draft, namespace); }
  const writer = new EntryWriter(draft);
  const conflicts = new Map<Asked, string>();
  const declared = new Map<Asked, Declaration>();
  for (const each of wanted) {
    const declaration = writer.declare(each.wish.namespace, each.destination);
    if (typeof declaration === 'string') { conflicts.set(each, declaration); } else { declared.set(each, declaration); }
  }
  const model = draft.model();
  importServices(draft, model, [...declared].map(([{ wish, destination }, declaration]) => {
    return { clients: clientsOf(model, wish), declaration, port: destination.port };
  }));
  const by = new Map([...declared].map(([each, { index }]) => [each, describeRef(refOf(draft.at(index), index))]));
  return { draft, by, conflicts };
}

/** Why a destination in the cluster can't be declared as one outside: it is a Service that is not among the objects, or a pod. */
function reasonInCluster(model: MeshModel, { wish: { namespace }, destination: { host, address } }: Asked): string | undefined {
  if (host === undefined) {
    const pod = podAt(model, address!);
    return pod && `it is the address of ${pod}, which changes: call the pod by a Service`;
  }
  if (model.kubernetesServiceNamed(host, namespace)) { return undefined; }
  const [, inNamespace, ...more] = host.split('.');
  const isName = inNamespace === undefined || isServiceHost(host, model.settings)
    || more.length === 0 && (model.namespaceLabels.has(inNamespace) || model.workloadsIn(inNamespace).length > 0);
  return isName ? `${host} is the name of a Service of the cluster, which is not among the files: add the Service to them` : undefined;
}

/** The pod that has an address now. */
function podAt(model: MeshModel, address: string): string | undefined {
  const pods = model.once('pods by address', () => new Map(model.objects.flatMap((object, index) => {
    return isRecord(object) && object.kind === 'Pod' ? podAddresses(object).map(each => [each, describeRef(refOf(object, index))] as const) : [];
  })));
  return pods.get(address);
}

/** The addresses of a Pod that was read from a cluster. */
export function podAddresses({ status }: KubernetesObject): string[] {
  const { podIP, podIPs } = recordOf(status);
  return [podIP, ...listOf(podIPs).map(each => recordOf(each).ip)].filter(each => typeof each === 'string');
}
