import { isRecord, recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const selectorWithoutLabels: ObjectRule = {
  name: 'peer-authentication/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: ['security.istio.io/PeerAuthentication'],
  check(object) {
    const { selector } = recordOf(object.spec);
    return isRecord(selector) && Object.keys(recordOf(selector.matchLabels)).length === 0
      ? ["'spec.selector' has no labels and selects all workloads of the namespace; set 'matchLabels', or remove it"] : [];
  },
};
