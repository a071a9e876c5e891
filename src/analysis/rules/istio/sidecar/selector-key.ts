import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { selectorKeyFaults } from '../../shared/selector';

export const selectorKey: ObjectRule = {
  name: 'sidecar/selector-key',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  final: true,
  check: object => selectorKeyFaults(specOf(object).workloadSelector?.labels, 'spec.workloadSelector.labels'),
};
