import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const withoutEgress: ObjectRule = {
  name: 'sidecar/without-egress',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  check: object => (specOf(object).egress ?? []).length === 0
    ? ["'spec.egress' is not given, which imports everything: nothing is inherited from the Sidecar of the namespace or the mesh; give it, with \"*/*\" if that is meant"] : [],
};
