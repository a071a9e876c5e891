import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { workloadSelectorFaults } from '../../shared/selector';

export const selectorWithoutLabels: ObjectRule = {
  name: 'service-entry/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  check: object => {
    const { workloadSelector, resolution } = specOf(object);
    // Another rule requires endpoints with the resolution STATIC.
    return workloadSelectorFaults(workloadSelector, resolution === 'STATIC' ? "replace it by 'endpoints'" : undefined);
  },
};
