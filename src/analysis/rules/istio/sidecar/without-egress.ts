import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const withoutEgress: ObjectRule = {
  name: 'sidecar/without-egress',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  check: object => (specOf(object).egress ?? []).length === 0
    ? ["'spec.egress' is missing, so everything is imported: nothing is inherited from the Sidecar of the namespace or the mesh; set it, or write \"*/*\" if that is intended"] : [],
};
