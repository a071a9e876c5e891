import { MeshObject, objectsOf } from './mesh-objects';
import { OnePerObject } from './one-per-object';
import { Pods, podsWith } from './pods';
import { append, groupBy } from '../../base/group-by';
import { isRecord } from '../../base/json';
import { Labels, labelsOf, showLabels } from '../../base/labels';
import { quote } from '../../base/quote';
import type { Violation } from '../../findings/rule';
import type { MeshModel } from '../../model/mesh-model';

/** How objects of a kind select the workloads of their namespace. */
export interface Selecting {
  /** API group and kind. */
  readonly kind: string;
  readonly selectorField: string;
  readonly labelsField: string;
}

/** An object that selects workloads by labels. */
export interface Selector {
  readonly object: MeshObject;
  readonly labels: Labels;
  readonly pods: readonly Pods[];
}

/** The objects of a kind whose selector has labels, and the pods that they select in their namespace. */
export function selectorsOf(model: MeshModel, selecting: Selecting): readonly Selector[] {
  return model.once(`selectors of ${selecting.kind}`, () => objectsOf(model, selecting.kind).flatMap(object => {
    const labels = selectorLabels(object, selecting);
    return Object.keys(labels).length === 0 ? [] : [{ object, labels, pods: podsWith(model, labels, object.ref.namespace) }];
  }));
}

/** The labels of an object's selector; empty if it has no selector or no labels. */
export function selectorLabels({ spec }: MeshObject, { selectorField, labelsField }: Selecting): Labels {
  const selector = spec[selectorField];
  return isRecord(selector) ? labelsOf(selector[labelsField]) : {};
}

/** A violation for each object of a kind whose selector selects no pods of its namespace. */
export function selectsNoPods(model: MeshModel, selecting: Selecting): Violation[] {
  const path = `spec.${selecting.selectorField}.${selecting.labelsField}`;
  return selectorsOf(model, selecting).filter(({ pods }) => pods.length === 0).map(({ object: { ref }, labels }) => ({
    object: ref.index,
    message: `'${path}' select no pods in namespace ${quote(ref.namespace)}, got ${quote(showLabels(labels))}; set labels of its workloads`,
  }));
}

/**
 * A violation for each object that selects pods that another object of the kind selects too.
 *
 * @param effect what Istio does with the overlap
 */
export function overlaps(selectors: readonly Selector[], { selectorField }: Selecting, effect: string = 'only the oldest applies'): Violation[] {
  const byPods = new Map<Pods, Selector[]>();
  for (const selector of selectors) {
    for (const pods of selector.pods) {
      append(byPods, pods, selector);
    }
  }
  const found = new OnePerObject();
  for (const [first, second, ...rest] of byPods.values()) {
    if (!second) { continue; }
    for (const { object } of [first, second, ...rest]) {
      const { ref } = object === first.object ? second.object : first.object;
      found.add(object.ref, ref, () => `'spec.${selectorField}' selects pods that ${ref.kind} "${ref.name}" selects too: ${effect}; merge them, or make the labels exclude each other`);
    }
  }
  return found.violations;
}

/** A violation for each of several objects of one namespace. */
export function severalInNamespace(objects: readonly MeshObject[], messageFor: (other: MeshObject) => string): Violation[] {
  return [...groupBy(objects, ({ ref }) => ref.namespace).values()].filter(group => group.length > 1).flatMap(group => group.map(object => {
    const other = object === group[0] ? group[1] : group[0];
    return { object: object.ref.index, related: other.ref.index, message: messageFor(other) };
  }));
}

/** Label of the pods of a gateway of the Gateway API. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The violations of objects of a kind whose selector selects pods of a gateway of the Gateway API. */
export function* selectedGateways(model: MeshModel, selecting: Selecting): Iterable<Violation> {
  for (const object of objectsOf(model, selecting.kind)) {
    const { ref, spec } = object;
    if (!isRecord(spec.selector) || isRecord(spec.targetRef)) { continue; }
    const gateway = podsWith(model, selectorLabels(object, selecting), ref.namespace).find(({ labels }) => labels[GATEWAY_NAME] !== undefined);
    if (gateway) {
      yield {
        object: ref.index,
        related: gateway.object,
        message: `'spec.selector' selects pods of the Kubernetes Gateway ${quote(gateway.labels[GATEWAY_NAME])}: waypoints ignore the selector, and other gateways do so with `
          + 'ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY=false; use \'spec.targetRefs\'',
      };
    }
  }
}
