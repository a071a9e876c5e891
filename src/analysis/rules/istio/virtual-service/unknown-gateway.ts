import { gatewayReferences, isInternalGateway } from './gateway-references';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

export const unknownGateway: MeshRule<MeshModel> = {
  name: 'virtual-service/unknown-gateway',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => gatewayReferences(model).filter(({ name, gateway }) => !gateway && !isInternalGateway(name))
    .map(({ from, path, name }) => ({ object: from.ref.index, message: `'${path}' must name an existing Gateway, got ${quote(name)}; add it, or correct "<namespace>/<name>"` })),
};
