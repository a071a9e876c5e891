import { MeshObject, objectsOf } from './mesh-objects';
import type { Selecting } from './selectors';
import { recordOf } from '../../base/json';
import type { Labels } from '../../base/labels';
import type { MeshModel } from '../../model/mesh-model';
import { DATAPLANE_MODE, NAMESPACE_INJECTION, REVISION } from '../../model/pods/sidecar-injection';

/** API group and kind of Sidecars, and how they select workloads. */
export const SIDECAR: Selecting = { kind: 'networking.istio.io/Sidecar', selectorField: 'workloadSelector', labelsField: 'labels' };

const AMBIENT = 'ambient';
const REDIRECTION = 'ambient.istio.io/redirection';

/** Whether the workloads of a namespace are in ambient mode, according to its labels. */
export function isAmbientNamespace(labels: Labels | undefined): boolean {
  return labels !== undefined && labels[DATAPLANE_MODE] === AMBIENT && labels[NAMESPACE_INJECTION] !== 'enabled' && !labels[REVISION];
}

/** Whether a namespace has no label that adds its pods to the mesh, or that excludes them explicitly. */
export function isNotInMesh(labels: Labels): boolean {
  return labels[DATAPLANE_MODE] !== AMBIENT && !labels[NAMESPACE_INJECTION] && !Object.hasOwn(labels, REVISION);
}

/** Whether a pod is in ambient mode, according to the annotation that Istio sets. */
export function isAmbientPod(model: MeshModel, index: number | undefined): boolean {
  if (index === undefined) { return false; }
  const { kind, metadata } = model.objects[index];
  return kind === 'Pod' && recordOf(recordOf(metadata).annotations)[REDIRECTION] === 'enabled';
}

/** The labels of a namespace that select sidecars or ambient mode, as `key=value`. */
export function injectionLabels(labels: Labels): string[] {
  const hasInjection = Object.hasOwn(labels, NAMESPACE_INJECTION);
  return [
    ...hasInjection ? [NAMESPACE_INJECTION] : [],
    ...[REVISION, DATAPLANE_MODE].filter(name => Object.hasOwn(labels, name) && (!hasInjection || labels[NAMESPACE_INJECTION] === 'enabled')),
  ].map(name => `${name}=${labels[name]}`);
}

/** The Sidecars without a selector, or with a selector without labels. */
export function defaultSidecars(model: MeshModel): readonly MeshObject[] {
  return objectsOf(model, SIDECAR.kind).filter(({ spec }) => Object.keys(recordOf(recordOf(spec.workloadSelector).labels)).length === 0);
}
