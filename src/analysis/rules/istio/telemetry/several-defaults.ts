import { isRecord, listOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { severalInNamespace } from '../../objects/selectors';
import { TELEMETRY } from '../../objects/telemetry-spec';

export const severalDefaults: MeshRule<MeshModel> = {
  name: 'telemetry/several-defaults',
  severity: Severity.ERROR,
  upstream: 'IST0160',
  check: model => severalInNamespace(
    // `istioctl analyze` also counts Telemetries with targets, which are not defaults.
    objectsOf(model, TELEMETRY[0]).filter(({ spec }) => !isRecord(spec.selector) && !isRecord(spec.targetRef) && listOf(spec.targetRefs).length === 0),
    ({ ref }) => `'spec.selector' is missing, and so it is in Telemetry "${ref.name}" of the namespace: only the oldest is the default; merge them`,
  ),
};
