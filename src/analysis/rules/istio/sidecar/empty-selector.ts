import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isEmptySelector } from '../../shared/selector';

export const emptySelector: ObjectRule = {
  name: 'sidecar/empty-selector',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SIDECAR,
  check: object => isEmptySelector(specOf(object).workloadSelector)
    ? ["'spec.workloadSelector' without labels selects all workloads and takes precedence over the Sidecar of the namespace; remove it, or set 'labels'"] : [],
};
