import { isRecord, recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { specOf, TELEMETRY } from '../../objects/telemetry-spec';

export const selectorWithoutLabels: ObjectRule = {
  name: 'telemetry/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: TELEMETRY,
  check(object) {
    const { selector } = specOf(object);
    return isRecord(selector) && Object.keys(recordOf(selector.matchLabels)).length === 0
      ? ["'spec.selector' has no labels and selects all workloads of the namespace; set 'matchLabels', or remove it"] : [];
  },
};
