import { MeshObject, objectsOf } from './mesh-objects';
import type { Selecting } from './selectors';
import { recordOf } from '../../base/json';
import type { Labels } from '../../base/labels';
import type { MeshModel } from '../../model/mesh-model';

/** API group and kind of Sidecars, and how they select workloads. */
export const SIDECAR: Selecting = { kind: 'networking.istio.io/Sidecar', selectorField: 'workloadSelector', labelsField: 'labels' };

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';
const AMBIENT = 'ambient';
const REDIRECTION = 'ambient.istio.io/redirection';

/** Whether the workloads of a namespace are in ambient mode, as far as its labels say. */
export function isAmbientNamespace(labels: Labels | undefined): boolean {
  return labels !== undefined && labels[DATAPLANE_MODE] === AMBIENT && labels[INJECTION] !== 'enabled' && !labels[REVISION];
}

/** Whether nothing in the labels of a namespace brings its pods into the mesh, or keeps them out on purpose. */
export function isNotInMesh(labels: Labels): boolean {
  return labels[DATAPLANE_MODE] !== AMBIENT && !labels[INJECTION] && !Object.hasOwn(labels, REVISION);
}

/** Whether a pod is in ambient mode, as Istio notes on it. */
export function isAmbientPod(model: MeshModel, index: number | undefined): boolean {
  if (index === undefined) { return false; }
  const { kind, metadata } = model.objects[index];
  return kind === 'Pod' && recordOf(recordOf(metadata).annotations)[REDIRECTION] === 'enabled';
}

/** The labels of a namespace that choose between sidecars and ambient mode, as they are written. */
export function injectionLabels(labels: Labels): string[] {
  const hasInjection = Object.hasOwn(labels, INJECTION);
  return [
    ...hasInjection ? [INJECTION] : [],
    ...[REVISION, DATAPLANE_MODE].filter(name => Object.hasOwn(labels, name) && (!hasInjection || labels[INJECTION] === 'enabled')),
  ].map(name => `${name}=${labels[name]}`);
}

/** The Sidecars without a selector, or with one that names no labels. */
export function defaultSidecars(model: MeshModel): readonly MeshObject[] {
  return objectsOf(model, SIDECAR.kind).filter(({ spec }) => Object.keys(recordOf(recordOf(spec.workloadSelector).labels)).length === 0);
}
