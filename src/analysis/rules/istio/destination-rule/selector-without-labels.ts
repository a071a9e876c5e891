import { isRecord, recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, specOf } from '../../objects/destination-rule-spec';

export const selectorWithoutLabels: ObjectRule = {
  name: 'destination-rule/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: DESTINATION_RULE,
  check(object) {
    const { workloadSelector } = specOf(object);
    return isRecord(workloadSelector) && Object.keys(recordOf(workloadSelector.matchLabels)).length === 0
      ? ["'spec.workloadSelector' has no labels and selects all workloads of the namespace; add 'matchLabels', or remove it"] : [];
  },
};
