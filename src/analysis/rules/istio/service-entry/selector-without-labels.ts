import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { workloadSelectorFaults } from '../../shared/selector';

export const selectorWithoutLabels: ObjectRule = {
  name: 'service-entry/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  check: object => workloadSelectorFaults(specOf(object).workloadSelector),
};
