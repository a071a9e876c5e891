import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { SIDECAR_INJECT } from '../../../model/pods/sidecar-injection';
import { workloadOf } from '../../../model/workload';
import { TEMPLATED_KINDS } from '../../objects/annotated';

export const hostNetwork: ObjectRule = {
  name: 'one-agent-injection/host-network',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Pod', ...TEMPLATED_KINDS],
  * check(object) {
    const { labels = {}, annotations = {}, hostNetwork: sharesNetwork } = workloadOf(object, 0) ?? {};
    if (sharesNetwork && (labels[SIDECAR_INJECT] ?? annotations[SIDECAR_INJECT]) === 'true') {
      yield `'${SIDECAR_INJECT}' has no effect on pods with the network of the node, because Istio does not inject a sidecar into them: no Sidecar or ServiceEntry applies to OneAgent there; remove it or 'hostNetwork'`;
    }
  },
};
