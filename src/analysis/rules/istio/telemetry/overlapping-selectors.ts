import { TELEMETRY_SELECTING } from './telemetries';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { overlaps, selectorsOf } from '../mesh/selectors';

export const overlappingSelectors: MeshRule<MeshModel> = {
  name: 'telemetry/overlapping-selectors',
  severity: Severity.ERROR,
  upstream: 'IST0159',
  check: model => overlaps(selectorsOf(model, TELEMETRY_SELECTING), TELEMETRY_SELECTING),
};
