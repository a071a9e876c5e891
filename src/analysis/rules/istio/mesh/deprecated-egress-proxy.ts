import { isRecord, recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { SIDECAR } from '../../objects/sidecars';

export const deprecatedEgressProxy: MeshRule<MeshModel> = {
  name: 'mesh/deprecated-egress-proxy',
  severity: Severity.WARNING,
  upstream: 'IST0002',
  check: model => objectsOf(model, SIDECAR.kind).filter(({ spec }) => isRecord(recordOf(spec.outboundTrafficPolicy).egressProxy))
    .map(({ ref }) => ({ object: ref.index, message: "'spec.outboundTrafficPolicy.egressProxy' is deprecated; route the hosts through a gateway with a VirtualService" })),
};
