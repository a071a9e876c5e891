import { TELEMETRY_SELECTING } from './telemetries';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectsNoPods } from '../mesh/selectors';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'telemetry/selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => selectsNoPods(model, TELEMETRY_SELECTING),
};
