import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isEmptySelector } from '../../shared/selector';

export const selectorWithoutLabels: ObjectRule = {
  name: 'sidecar/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SIDECAR,
  check: object => isEmptySelector(specOf(object).workloadSelector)
    ? ["'spec.workloadSelector' selects every workload of the namespace, because it has no labels; set 'labels', or remove it"] : [],
};
