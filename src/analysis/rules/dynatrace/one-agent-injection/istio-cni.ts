import { injectedPods } from './injected-pods';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Name and label of Istio's CNI node agent. */
const CNI = 'istio-cni-node';

export const istioCni: MeshRule<MeshModel> = {
  name: 'one-agent-injection/istio-cni',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    for (const { workload: { ref, labels }, dynakube } of injectedPods(model)) {
      if (ref.kind !== 'DaemonSet' || (ref.name !== CNI && labels['k8s-app'] !== CNI)) { continue; }
      const message = `'spec.template.metadata.annotations' let DynaKube ${quote(dynakube.name)} inject code modules into the CNI pods of Istio: when a node starts, they wait for the CSI driver of Dynatrace, `
        + 'whose pods wait for the CNI pods; add oneagent.dynatrace.com/inject: "false"';
      yield { object: ref.index, message, related: dynakube.index };
    }
  },
};
