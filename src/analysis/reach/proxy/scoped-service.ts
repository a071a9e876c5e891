import { mergeKey } from '../../model/merge-key';
import { Service, DeclaredPort } from '../../model/service';

/** A service as one listener imports it: a listener with a port has no use for its other ports. */
export interface ScopedService {
  readonly service: Service;
  readonly ports: readonly DeclaredPort[];
  /** Names of Kubernetes Services of type ExternalName that stand for it. */
  readonly aliases: readonly string[];
}

/** Adds a service, or its ports to what is known of its host. What differs in what clusters are made of is left out. */
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
