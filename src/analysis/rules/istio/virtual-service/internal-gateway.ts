import { gatewayReferences, isInternalGateway } from './gateway-references';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

export const internalGateway: MeshRule<MeshModel> = {
  name: 'virtual-service/internal-gateway',
  severity: Severity.WARNING,
  upstream: 'IST0165',
  check: model => gatewayReferences(model).filter(({ name }) => isInternalGateway(name)).map(({ from, path, name }) => ({
    object: from.ref.index,
    message: `'${path}' names the internal Gateway that istiod creates for a Gateway of the Kubernetes Gateway API, got ${quote(name)}; bind an HTTPRoute to the original Gateway instead`,
  })),
};
