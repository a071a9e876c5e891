import type { MeshObject } from './mesh-objects';
import { Pods, podsWith } from './pods';
import { labelsOf } from '../../base/labels';
import type { MeshModel } from '../../model/mesh-model';

/** The pods that a Gateway configures, in any namespace. Without a selector, these are all pods. */
export function podsOf(model: MeshModel, gateway: MeshObject): readonly Pods[] {
  return onceForSelector(model, 'pods', gateway, () => podsWith(model, labelsOf(gateway.spec.selector)));
}

/** The namespaces of the pods that a Gateway configures. */
export function podNamespacesOf(model: MeshModel, gateway: MeshObject): ReadonlySet<string> {
  return onceForSelector(model, 'namespaces of pods', gateway, () => new Set(podsOf(model, gateway).map(({ namespace }) => namespace)));
}

/** Computes a value once for all Gateways with the same selector: a mesh may have many Gateways for the pods of one gateway. */
export function onceForSelector<T>(model: MeshModel, what: string, gateway: MeshObject, compute: () => T): T {
  return model.once(`${what} of gateways ${JSON.stringify(labelsOf(gateway.spec.selector))}`, compute);
}
