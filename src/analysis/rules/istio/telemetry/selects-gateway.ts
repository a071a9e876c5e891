import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectedGateways } from '../../objects/selectors';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

export const selectsGateway: MeshRule<MeshModel> = {
  name: 'telemetry/selects-gateway',
  severity: Severity.WARNING,
  upstream: 'IST0166',
  check: model => selectedGateways(model, TELEMETRY_SELECTING),
};
