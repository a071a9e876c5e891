import { resolutionOf, specOf } from './service-entry-spec';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { AUTO_ALLOCATION_LABEL } from '../../../model/service';
import { isIstioAtLeast } from '../../../settings/istio-version';
import type { MeshSettings } from '../../../settings/mesh-settings';

/** Why istiod allocates no address to a ServiceEntry without addresses, for messages. Undefined if it does. The hosts are not checked. */
export function reasonWithoutAllocation(object: KubernetesObject, { autoAllocateIp, istioVersion }: MeshSettings): string | undefined {
  if (resolutionOf(specOf(object)) === 'NONE') { return 'with the resolution NONE'; }
  if (object.metadata?.labels?.[AUTO_ALLOCATION_LABEL]?.toLowerCase() === 'false') { return `with its label ${AUTO_ALLOCATION_LABEL}: "false"`; }
  if (autoAllocateIp) { return undefined; }
  return isIstioAtLeast(istioVersion, '1.25') ? 'with PILOT_ENABLE_IP_AUTOALLOCATE off'
    : 'before Istio 1.25, unless proxyMetadata of the mesh has both ISTIO_META_DNS_CAPTURE and ISTIO_META_DNS_AUTO_ALLOCATE';
}

/** Whether istiod allocates an address to a ServiceEntry, as far as the entry and the mesh settings allow it. The hosts are not checked. */
export function allocatesAddress(object: KubernetesObject, settings: MeshSettings): boolean {
  return (specOf(object).addresses ?? []).length === 0 && reasonWithoutAllocation(object, settings) === undefined;
}
