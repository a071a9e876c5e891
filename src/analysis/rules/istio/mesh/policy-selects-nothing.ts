import { showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { selectsNoKnownWorkload } from '../../objects/policy-workloads';
import { selectorLabels } from '../../objects/selectors';

const KINDS = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication'];

export const policySelectsNothing: MeshRule<MeshModel> = {
  name: 'mesh/policy-selects-nothing',
  severity: Severity.WARNING,
  // IST0127 of `istioctl analyze` is wider: in files it also reports policies whose workloads are not among the objects, or not known to have a sidecar.
  upstream: 'ours',
  assumesWholeCluster: true,
  * check(model) {
    for (const kind of KINDS) {
      for (const object of objectsOf(model, kind)) {
        const labels = selectorLabels(object, { kind, selectorField: 'selector', labelsField: 'matchLabels' });
        const { index, namespace } = object.ref;
        const isForMesh = namespace === model.settings.rootNamespace;
        if (!selectsNoKnownWorkload(model, labels, isForMesh ? undefined : namespace)) { continue; }
        const where = isForMesh ? 'in any namespace' : `in namespace ${quote(namespace)}`;
        yield { object: index, message: `'spec.selector.matchLabels' select no pods ${where}, got ${quote(showLabels(labels))}, so nothing is protected; set labels of the workloads` };
      }
    }
  },
};
