import type { DestinationRule } from '../model/destination-rule';
import type { MeshModel } from '../model/mesh-model';
import { isAmbient } from '../model/pods/ambient';
import type { Sidecar } from '../model/sidecar';
import type { MeshWorkload } from '../model/workload';
import { applicableSidecars, namesOwnNamespace, namespacesWithOwnScope } from '../reach/proxy/sidecar-scope';
import { podKey } from '../reach/trace/pod-key';
import { sampleName, UNKNOWN_HOST } from '../reach/trace/reachable-from';
import { normalizeHost } from '../syntax/hosts';
import { namespaceOfAll } from '../syntax/service-hosts';

/**
 * A key that workloads share if they reach the same, in the same way. Unlike the key of their configuration, it is the same for workloads of several namespaces, if
 * nothing in the mesh treats these namespaces differently and their Sidecars differ in names only.
 *
 * Two namespaces are treated the same if the mesh would be the same with their names exchanged, as far as a client of one of them can see. What one of them has or names
 * must therefore be the same for all clients: see `namespacesApart`.
 *
 * @param host the host of a connection that no object declares; undefined for those that the objects declare
 */
export function reachKey(model: MeshModel, workload: MeshWorkload, host?: string): string {
  const keys = model.once('keys of what workloads reach', () => new Map<MeshWorkload, { readonly key: string; readonly isApart: boolean }>());
  const { key, isApart } = keys.get(workload) ?? keyOf(model, workload);
  keys.set(workload, { key, isApart });
  return isApart || host === undefined || !isNameWithin(model, workload.namespace, host) ? key : JSON.stringify([key, workload.namespace]);
}

function keyOf(model: MeshModel, workload: MeshWorkload): { readonly key: string; readonly isApart: boolean } {
  const { namespace } = workload;
  const sidecars = applicableSidecars(model, workload);
  const apart = namespacesApart(model);
  // In ambient mode, waypoints and ztunnel look at the namespace of the client.
  const isApart = apart === 'all' || apart.has(namespace) || isAmbient(model, workload)
    || sidecars.some(sidecar => sidecar && namesOwnNamespace(sidecar));
  const key = JSON.stringify([
    isApart ? namespace : null,
    sidecars.map(sidecar => sidecar && contentOf(model, sidecar)),
    ...podKey(model, workload),
  ]);
  return { key, isApart };
}

/** Everything that a Sidecar decides about the connections of its clients, as a number: texts of long lists of hosts would be long keys. */
function contentOf(model: MeshModel, sidecar: Sidecar): number {
  const contents = model.onceForAllOrders('contents of Sidecars', () => ({ bySidecar: new Map<Sidecar, number>(), byText: new Map<string, number>() }));
  const known = contents.bySidecar.get(sidecar);
  if (known !== undefined) { return known; }
  const { egress, outboundTrafficPolicy, egressProxy } = sidecar;
  const text = JSON.stringify([egress, outboundTrafficPolicy, egressProxy]);
  const content = contents.byText.get(text) ?? contents.byText.size;
  contents.byText.set(text, content);
  contents.bySidecar.set(sidecar, content);
  return content;
}

/** The namespaces whose clients the mesh treats in their own way. `all` if it may treat each namespace in its own way. */
function namespacesApart(model: MeshModel): ReadonlySet<string> | 'all' {
  return model.once('namespaces whose clients are treated in their own way', () => {
    const scoped = namespacesWithOwnScope(model);
    if (scoped === 'all') { return 'all' as const; }
    const hosts = [UNKNOWN_HOST, ...model.services.flatMap(({ host, isKubernetes }) => isKubernetes ? [] : [host])];
    const declared = new Set(hosts.flatMap(namesFromWithin));
    return new Set([
      ...scoped,
      // Its DestinationRules are for all clients, but its own clients find them first.
      model.settings.rootNamespace,
      ...model.destinationRules.all.filter(rule => !isSameForAll(model, rule))
        .flatMap(({ namespace, exposure }) => [namespace, ...exposure.namespaces]),
      ...model.services.flatMap(({ isKubernetes, ref, namespace }) => isKubernetes && declared.has(ref.name) ? [namespace] : []),
      ...model.services.flatMap(({ host }) => namespaceOfAll(host, model.settings) ?? []),
    ]);
  });
}

/** Whether a DestinationRule is the same for clients of its own namespace and for all others: it is for everyone, and its host is that of services of its namespace only. */
function isSameForAll(model: MeshModel, { host, namespace, exposure, selector }: DestinationRule): boolean {
  const services = model.servicesOf(host);
  const isForEveryone = exposure.everywhere && selector === undefined && !host.startsWith('*');
  return isForEveryone && services.length > 0 && services.every(service => service.namespace === namespace);
}

/** The names of Services by which clients in their namespace can mean them with a host: the host itself, or the part after the name of a pod. */
function namesFromWithin(host: string): string[] {
  const name = normalizeHost(sampleName(host));
  return [name, name.slice(name.indexOf('.') + 1)];
}

/** Whether a host can mean something else in a namespace than in others: a Service of the namespace or a pod of it, whether it is among the objects or not. */
function isNameWithin(model: MeshModel, namespace: string, host: string): boolean {
  const names = namesFromWithin(host);
  return !host.includes('.') || model.servicesIn(namespace).some(({ isKubernetes, ref }) => isKubernetes && names.includes(ref.name));
}
