import { podTemplatePath } from './pod-template';
import { groupKindOf } from '../base/group-kind';
import { recordOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf } from '../base/labels';
import { ObjectRef, refOf } from '../base/object-ref';

/** A workload: the pods of one template, or a single Pod. */
export interface MeshWorkload {
  readonly ref: ObjectRef;
  readonly namespace: string;
  /** Labels of the pods. */
  readonly labels: Labels;
  /** Annotations of the pods. */
  readonly annotations: Labels;
  /** Whether the pods use the network of their node. */
  readonly hostNetwork: boolean;
}

/** The workload of an object. Undefined if the object is not a workload. */
export function workloadOf(object: KubernetesObject, index: number): MeshWorkload | undefined {
  const path = podTemplatePath(groupKindOf(object));
  if (!path) { return undefined; }
  const template = recordOf(path.reduce<unknown>((value, key) => recordOf(value)[key], object));
  const metadata = recordOf(template.metadata);
  const ref = refOf(object, index);
  return {
    ref,
    namespace: ref.namespace,
    labels: labelsOf(metadata.labels),
    annotations: labelsOf(metadata.annotations),
    hostNetwork: recordOf(template.spec).hostNetwork === true,
  };
}
