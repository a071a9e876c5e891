import { labelsOf, showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { podsOf } from '../../objects/gateway-pods';
import { GATEWAY } from '../../objects/gateway-spec';
import { objectsOf } from '../../objects/mesh-objects';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'gateway/selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => objectsOf(model, GATEWAY[0]).filter(gateway => podsOf(model, gateway).length === 0)
    .map(({ ref, spec }) => ({ object: ref.index, message: `'spec.selector' selects no pods in any namespace, got ${quote(showLabels(labelsOf(spec.selector)))}; set the labels of the gateway's pods` })),
};
