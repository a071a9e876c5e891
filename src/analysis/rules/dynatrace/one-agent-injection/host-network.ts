import { podSpecOf } from './injected-pods';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';
import { workloadOf } from '../../../workload';
import { TEMPLATED_KINDS } from '../../istio/annotations/annotated';

const INJECT = 'sidecar.istio.io/inject';

export const hostNetwork: ObjectRule = {
  name: 'one-agent-injection/host-network',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Pod', ...TEMPLATED_KINDS],
  * check(object) {
    const { labels = {}, annotations = {} } = workloadOf(object, 0) ?? {};
    if (podSpecOf(object).hostNetwork === true && (labels[INJECT] ?? annotations[INJECT]) === 'true') {
      yield `'${INJECT}' has no effect on pods with the network of the node, which Istio gives no sidecar: neither Sidecar nor ServiceEntry hold for OneAgent in them; leave it or 'hostNetwork' out`;
    }
  },
};
