import type { Labels } from '../../base/labels';
import type { MeshModel } from '../mesh-model';

/**
 * The labels of a client that VirtualServices and DestinationRules of the mesh match on, as a key. Clients with the same namespace, Sidecar and key
 * are routed in the same way.
 */
export function decidingLabels(model: MeshModel, labels: Labels): string {
  const names = model.once('labels of clients that decide', () => new Set([
    ...model.virtualServices.flatMap(({ http, tls, tcp }) => [...http, ...tls, ...tcp])
      .flatMap(({ matches }) => matches.flatMap(({ sourceLabels }) => Object.keys(sourceLabels))),
    ...model.destinationRules.all.flatMap(({ selector = {} }) => Object.keys(selector)),
  ]));
  return JSON.stringify([...names].filter(name => Object.hasOwn(labels, name)).map(name => [name, labels[name]]));
}
