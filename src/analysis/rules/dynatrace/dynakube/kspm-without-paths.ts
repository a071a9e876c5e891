import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import type { ObjectRule } from '../../../rule';

export const kspmWithoutPaths: ObjectRule = {
  name: 'dynakube/kspm-without-paths',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (isRecord(spec.kspm) && (spec.kspm.mappedHostPaths ?? []).length === 0) {
      yield "'spec.kspm.mappedHostPaths' should name the folders of the node that are looked at, got none; write \"/\" for all";
    }
  }),
};
