import { mergeKey } from '../../model/merge-key';
import { Service, DeclaredPort } from '../../model/service';

/** A service as one egress listener imports it. A listener with a port imports only that port. */
export interface ScopedService {
  readonly service: Service;
  readonly ports: readonly DeclaredPort[];
  /** Names of Kubernetes Services of type ExternalName that are aliases of it. */
  readonly aliases: readonly string[];
}

/** Adds a service, or adds its ports to the known service of its host. A service that istiod does not merge with the known one is left out. */
export function addUpstream(known: Map<string, ScopedService>, added: ScopedService): void {
  const { host } = added.service;
  const before = known.get(host);
  if (!before || (!before.service.isKubernetes && added.service.isKubernetes)) {
    known.set(host, added);
  } else if (mergeKey(before.service) === mergeKey(added.service)) {
    const numbers = new Set(before.ports.map(({ number }) => number));
    known.set(host, { ...before, ports: [...before.ports, ...added.ports.filter(({ number }) => !numbers.has(number))] });
  }
}
