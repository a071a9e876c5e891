import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { overlaps, selectorsOf } from '../../objects/selectors';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

export const overlappingSelectors: MeshRule<MeshModel> = {
  name: 'telemetry/overlapping-selectors',
  severity: Severity.ERROR,
  upstream: 'IST0159',
  check: model => overlaps(selectorsOf(model, TELEMETRY_SELECTING), TELEMETRY_SELECTING, 'both apply, and the younger overrides the older field by field'),
};
