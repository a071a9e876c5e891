import { resolutionOf, specOf } from './service-entry-spec';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import type { MeshSettings } from '../../../settings/mesh-settings';

const LABEL = 'networking.istio.io/enable-autoallocate-ip';

/** Whether istiod allocates an address to a ServiceEntry, as far as the entry and the mesh settings allow it. The hosts are not checked. */
export function allocatesAddress(object: KubernetesObject, { autoAllocateIp }: MeshSettings): boolean {
  const spec = specOf(object);
  return autoAllocateIp && resolutionOf(spec) !== 'NONE' && (spec.addresses ?? []).length === 0
    && object.metadata?.labels?.[LABEL]?.toLowerCase() !== 'false';
}
