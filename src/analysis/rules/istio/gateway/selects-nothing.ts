import { podsOf } from './gateway-pods';
import { GATEWAY } from './gateway-spec';
import { labelsOf, showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../mesh/mesh-objects';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'gateway/selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => objectsOf(model, GATEWAY[0]).filter(gateway => podsOf(model, gateway).length === 0)
    .map(({ ref, spec }) => ({ object: ref.index, message: `'spec.selector' selects no pods in any namespace, got ${quote(showLabels(labelsOf(spec.selector)))}; set the labels of the gateway's pods` })),
};
