import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { workloadSelectorFaults } from '../../shared/selector';

export const selectorWithoutLabels: ObjectRule = {
  name: 'sidecar/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SIDECAR,
  check: object => workloadSelectorFaults(specOf(object).workloadSelector),
};
