import { showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { PEER_AUTHENTICATION } from '../../objects/peer-authentications';
import { selectsNoKnownWorkload } from '../../objects/policy-workloads';
import { selectorsOf } from '../../objects/selectors';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'peer-authentication/selects-nothing',
  severity: Severity.WARNING,
  upstream: 'ours',
  assumesWholeCluster: true,
  check: model => selectorsOf(model, PEER_AUTHENTICATION)
    .filter(({ object: { ref }, labels }) => selectsNoKnownWorkload(model, labels, ref.namespace))
    .map(({ object: { ref }, labels }) => ({
      object: ref.index,
      message: `'spec.selector.matchLabels' select no pods in namespace ${quote(ref.namespace)}, got ${quote(showLabels(labels))}; set labels of its workloads`,
    })),
};
