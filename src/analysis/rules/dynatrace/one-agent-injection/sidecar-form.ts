import { listOf, recordOf, textOf } from '../../../base/json';
import type { MeshModel } from '../../../model/mesh-model';
import { MeshWorkload, podSpecOf } from '../../../model/workload';
import { isIstioAtLeast } from '../../../settings/istio-version';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';

/** Annotation of pods that overrides the setting of istiod. */
export const NATIVE_SIDECAR = 'sidecar.istio.io/nativeSidecar';

/** Environment variable of istiod. */
export const NATIVE_SIDECARS = 'ENABLE_NATIVE_SIDECARS';

/** The first minor version of Istio whose sidecars are native by default if the nodes have Kubernetes 1.33 or newer. */
export const NATIVE_SINCE = '1.27';

/** Whether sidecars are native: init containers that keep running. `auto` if it depends on the Kubernetes version of the nodes. */
export type NativeSidecars = 'yes' | 'no' | 'auto';

/** Whether the sidecars of a workload are native. */
export function nativeSidecarOf(model: MeshModel, { annotations }: MeshWorkload): NativeSidecars {
  switch (annotations[NATIVE_SIDECAR]) {
    case 'true': return 'yes';
    case 'false': return 'no';
    default: return defaultOf(model);
  }
}

/** The istiods among the objects, each with its setting. */
export function istiods(model: MeshModel): readonly { readonly istiod: MeshObject; readonly native: NativeSidecars }[] {
  return model.once('istiods', () => objectsOf(model, 'apps/Deployment').filter(({ object }) => recordOf(object.metadata?.labels).app === 'istiod').map(istiod => {
    const env = listOf(podSpecOf(istiod.object).containers).flatMap(container => listOf(recordOf(container).env)).map(recordOf);
    return { istiod, native: settingOf(textOf(env.find(({ name }) => name === NATIVE_SIDECARS)?.value)) ?? byVersion(model) };
  }));
}

/** The setting of the mesh. If there are several istiods with different settings, it depends on which of them injects. */
function defaultOf(model: MeshModel): NativeSidecars {
  const settings = new Set(istiods(model).map(({ native }) => native));
  return settings.size > 1 ? 'auto' : [...settings][0] ?? byVersion(model);
}

function byVersion({ settings }: MeshModel): NativeSidecars {
  return isIstioAtLeast(settings.istioVersion, NATIVE_SINCE) ? 'auto' : 'no';
}

function settingOf(value: string | undefined): NativeSidecars | undefined {
  switch (value?.toLowerCase()) {
    case 'true': return 'yes';
    case 'false': return 'no';
    case 'auto': return 'auto';
    default: return undefined;
  }
}
