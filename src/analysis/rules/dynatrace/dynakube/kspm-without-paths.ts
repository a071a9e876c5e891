import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const kspmWithoutPaths: ObjectRule = {
  name: 'dynakube/kspm-without-paths',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (isRecord(spec.kspm) && (spec.kspm.mappedHostPaths ?? []).length === 0) {
      yield "'spec.kspm.mappedHostPaths' should list the folders of the node that KSPM reads, got none; write \"/\" for all";
    }
  }),
};
