import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { selectorKeyFaults } from '../../shared/selector';

export const selectorKey: ObjectRule = {
  name: 'service-entry/selector-key',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  final: true,
  check: object => selectorKeyFaults(specOf(object).workloadSelector?.labels, 'spec.workloadSelector.labels'),
};
