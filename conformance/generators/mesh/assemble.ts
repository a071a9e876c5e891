import { recordOf, textsOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';

/** Kinds that others refer to by name. They keep their names, because the others would not find them otherwise. */
const REFERRED = new Set(['Gateway', 'Service', 'Namespace', 'WorkloadEntry', 'Pod', 'Deployment', 'Secret']);

const EPOCH = Date.parse('2026-01-01T00:00:00Z');

/**
 * Objects as a cluster could hold them: each has a unique name, and an age if ages are given.
 *
 * @param ages in seconds after one moment, object by object; an empty list leaves all objects without an age
 */
export function assemble(objects: readonly KubernetesObject[], ages: readonly number[]): KubernetesObject[] {
  const seen = new Set<string>();
  return objects.flatMap((object, index) => {
    const { metadata = {} } = object;
    // VirtualServices without hosts are delegates, which others refer to.
    const isReferred = REFERRED.has(object.kind) || (object.kind === 'VirtualService' && !('hosts' in recordOf(object.spec)));
    const name = isReferred ? metadata.name : `${metadata.name}${index}`;
    const identity = `${object.kind} ${metadata.namespace} ${name}`;
    if (seen.has(identity)) { return []; }
    seen.add(identity);
    const age = ages.length > 0 ? { creationTimestamp: new Date(EPOCH + ages[index % ages.length] * 1000).toISOString().replace('.000', '') } : {};
    return [{ ...object, metadata: { ...metadata, name, ...age } }];
  });
}

/** The objects that neither the schema nor the webhook refuses: a cluster holds no others. */
export function admitted(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.filter(object => !check([object]).some(({ severity, upstream }) => severity === 'error' && (upstream === 'schema' || upstream === 'webhook')));
}

/** The objects with the addresses that istiod has allocated. Entries that ignore them have some too, because they may have been different before. */
export function withAllocatedAddresses(objects: readonly KubernetesObject[]): KubernetesObject[] {
  let next = 0;
  return objects.map(object => {
    const { hosts, resolution = 'NONE' } = recordOf(object.spec);
    if (object.kind !== 'ServiceEntry' || resolution === 'NONE') { return object; }
    const addresses = textsOf(hosts).filter(host => !host.startsWith('*') || resolution === 'DYNAMIC_DNS').map(host => {
      next += 1;
      return { host, value: `240.240.0.${next}` };
    });
    return addresses.length > 0 ? { ...object, status: { addresses } } : object;
  });
}

/** The objects, the last ones of them in a list, in which another list may be. */
export function inLists(objects: readonly KubernetesObject[], [first, nested]: readonly [number, number]): KubernetesObject[] {
  const listOf = (items: readonly KubernetesObject[]) => ({ apiVersion: 'v1', kind: 'List', items }) as unknown as KubernetesObject;
  const items = objects.slice(first);
  if (items.length === 0) { return [...objects]; }
  return [...objects.slice(0, first), listOf(items.length > nested ? [...items.slice(0, nested), listOf(items.slice(nested))] : items)];
}
