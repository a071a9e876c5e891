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
      ? ["'spec.selector' names no labels and selects all workloads of the namespace; give 'matchLabels', or remove it"] : [];
  },
};
