import { isGeneratedSni } from './generated-sni';
import { isBoundToMesh, matchesOf, tlsRoutes } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { isIstioIpAddress } from '../../../syntax/addresses';
import { isWildcardDomain } from '../../../syntax/hosts';

/** A server name in a match. */
export interface SniHost {
  readonly path: string;
  readonly host: string;
  readonly kind: 'name' | 'address' | 'neither';
}

/** All server names in the matches of an object. */
export function sniHosts(object: KubernetesObject): SniHost[] {
  // Names that Istio generates are sent to gateways only.
  const takesGenerated = !isBoundToMesh(object);
  return tlsRoutes(object).flatMap(matchesOf).flatMap(({ path, value }) => textsOf(value.sniHosts).map((host, index) => ({
    path: `${path}.sniHosts[${index}]`,
    host,
    kind: kindOf(host, takesGenerated),
  })));
}

function kindOf(host: string, takesGenerated: boolean): SniHost['kind'] {
  if (isWildcardDomain(host) || (takesGenerated && isGeneratedSni(host))) { return 'name'; }
  return isIstioIpAddress(host) ? 'address' : 'neither';
}
