import { podTemplatePath } from './pod-template';
import { groupKindOf } from '../base/group-kind';
import { JsonObject, listOf, recordOf, textOf, textsOf } from '../base/json';
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
  /** Name of the ServiceAccount of the pods. */
  readonly serviceAccount: string;
  /** Whether the pods use the network of their node. */
  readonly hostNetwork: boolean;
  /** Whether a container of the pods is the proxy of a gateway, as in manifests that do not rely on injection. */
  readonly runsRouter?: boolean;
}

/** The workload of an object. Undefined if the object is not a workload. */
export function workloadOf(object: KubernetesObject, index: number): MeshWorkload | undefined {
  const template = podTemplateOf(object);
  if (!template) { return undefined; }
  const metadata = recordOf(template.metadata);
  const ref = refOf(object, index);
  const spec = recordOf(template.spec);
  return {
    ref,
    namespace: ref.namespace,
    labels: labelsOf(metadata.labels),
    annotations: labelsOf(metadata.annotations),
    serviceAccount: serviceAccountOf(spec),
    hostNetwork: spec.hostNetwork === true,
    ...listOf(spec.containers).some(isRouter) ? { runsRouter: true } : {},
  };
}

/** Whether a container runs Istio's proxy as a gateway: `proxy router`. */
function isRouter(container: unknown): boolean {
  const [command, kind] = textsOf(recordOf(container).args);
  return command === 'proxy' && kind === 'router';
}

/** The annotations of the pods that an object creates; none if it creates none. */
export function podAnnotations(object: KubernetesObject): Labels {
  return labelsOf(recordOf(podTemplateOf(object)?.metadata).annotations);
}

/** The spec of the pods that an object creates; empty if it creates none. */
export function podSpecOf(object: KubernetesObject): JsonObject {
  return recordOf(podTemplateOf(object)?.spec);
}

/** The ServiceAccount in the spec of pods. The API server reads the older field if the newer one is empty. */
function serviceAccountOf({ serviceAccountName, serviceAccount }: Readonly<Record<string, unknown>>): string {
  return [textOf(serviceAccountName), textOf(serviceAccount)].find(name => name) ?? 'default';
}

function podTemplateOf(object: KubernetesObject): Readonly<Record<string, unknown>> | undefined {
  const path = podTemplatePath(groupKindOf(object));
  return path && recordOf(path.reduce<unknown>((value, key) => recordOf(value)[key], object));
}
