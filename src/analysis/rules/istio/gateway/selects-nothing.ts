import { podsOf } from './gateway-pods';
import { GATEWAY } from './gateway-spec';
import { Severity } from '../../../finding';
import { labelsOf, showLabels } from '../../../labels';
import type { MeshModel } from '../../../mesh-model';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';
import { objectsOf } from '../mesh/mesh-objects';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'gateway/selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => objectsOf(model, GATEWAY[0]).filter(gateway => podsOf(model, gateway).length === 0)
    .map(({ ref, spec }) => ({ object: ref.index, message: `'spec.selector' selects no pods in any namespace, got ${quote(showLabels(labelsOf(spec.selector)))}; give the labels of the gateway's pods` })),
};
