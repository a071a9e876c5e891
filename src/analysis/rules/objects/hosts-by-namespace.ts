import { HostIndex } from './host-index';
import type { MeshModel } from '../../model/mesh-model';
import type { Service } from '../../model/service';
import type { VirtualService } from '../../model/virtual-service';

/** Key of the index of all namespaces. */
export const ANY_NAMESPACE = '*';

/** The services by their hosts, for each namespace and for all namespaces. */
export function servicesByNamespace(model: MeshModel): ReadonlyMap<string, HostIndex<Service>> {
  return model.once('hosts of services by namespace', () => indexed(model.services, ({ host }) => [host]));
}

/** The VirtualServices by their hosts, for each namespace and for all namespaces. */
export function virtualServicesByNamespace(model: MeshModel): ReadonlyMap<string, HostIndex<VirtualService>> {
  return model.once('hosts of VirtualServices by namespace', () => indexed(model.virtualServices, ({ hosts }) => hosts));
}

function indexed<T extends { readonly namespace: string }>(items: readonly T[], hostsOf: (item: T) => readonly string[]): Map<string, HostIndex<T>> {
  const indices = new Map<string, HostIndex<T>>();
  for (const item of items) {
    for (const namespace of [item.namespace, ANY_NAMESPACE]) {
      const index = indices.get(namespace) ?? new HostIndex<T>();
      indices.set(namespace, index);
      for (const host of hostsOf(item)) { index.add(host, item); }
    }
  }
  return indices;
}
