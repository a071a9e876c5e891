import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectsNoPods } from '../../objects/selectors';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'telemetry/selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => selectsNoPods(model, TELEMETRY_SELECTING),
};
