import type { MeshModel } from './mesh-model';
import type { Labels } from '../base/labels';

/**
 * Those labels of a client that the VirtualServices and DestinationRules of a mesh ask for, as a key: clients of one namespace and one Sidecar that have the same are
 * led alike.
 */
export function decidingLabels(model: MeshModel, labels: Labels): string {
  const names = model.once('labels of clients that decide', () => new Set([
    ...model.virtualServices.flatMap(({ http, tls, tcp }) => [...http, ...tls, ...tcp])
      .flatMap(({ matches }) => matches.flatMap(({ sourceLabels }) => Object.keys(sourceLabels))),
    ...model.destinationRules.all.flatMap(({ selector = {} }) => Object.keys(selector)),
  ]));
  return JSON.stringify([...names].filter(name => Object.hasOwn(labels, name)).map(name => [name, labels[name]]));
}
