import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isEmptySelector } from '../../shared/selector';

export const selectorWithoutLabels: ObjectRule = {
  name: 'service-entry/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  check: object => isEmptySelector(specOf(object).workloadSelector)
    ? ["'spec.workloadSelector' selects every workload of the namespace, because it has no labels; set 'labels', or remove it"] : [],
};
