import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { overlaps, selectorsOf } from '../../objects/selectors';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

export const overlappingSelectors: MeshRule<MeshModel> = {
  name: 'telemetry/overlapping-selectors',
  severity: Severity.ERROR,
  upstream: 'IST0159',
  check: model => overlaps(
    selectorsOf(model, TELEMETRY_SELECTING),
    ({ ref }) => `'spec.selector' selects pods that Telemetry "${ref.name}" selects too: both apply, and the younger overrides the older field by field; merge them, or make the labels exclude each other`,
  ),
};
