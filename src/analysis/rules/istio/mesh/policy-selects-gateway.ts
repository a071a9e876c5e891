import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectedGateways } from '../../objects/selectors';

const KINDS = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication', 'extensions.istio.io/WasmPlugin'];

export const policySelectsGateway: MeshRule<MeshModel> = {
  name: 'mesh/policy-selects-gateway',
  severity: Severity.WARNING,
  upstream: 'IST0166',
  * check(model) {
    for (const kind of KINDS) { yield* selectedGateways(model, { kind, selectorField: 'selector', labelsField: 'matchLabels' }); }
  },
};
