import { gatewayReferences, isInternalGateway } from './gateway-references';
import { Severity } from '../../../finding';
import type { MeshModel } from '../../../mesh-model';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';

export const internalGateway: MeshRule<MeshModel> = {
  name: 'virtual-service/internal-gateway',
  severity: Severity.WARNING,
  upstream: 'IST0165',
  check: model => gatewayReferences(model).filter(({ name }) => isInternalGateway(name)).map(({ from, path, name }) => ({
    object: from.ref.index,
    message: `'${path}' names what istiod makes of a Gateway of the Kubernetes Gateway API, got ${quote(name)}; bind an HTTPRoute to that one instead`,
  })),
};
