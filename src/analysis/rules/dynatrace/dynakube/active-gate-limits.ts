import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { hasActiveGate } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import type { ObjectRule } from '../../../rule';

export const activeGateLimits: ObjectRule = {
  name: 'dynakube/active-gate-limits',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (hasActiveGate(spec) && !isRecord(spec.activeGate?.resources?.limits)) {
      yield "'spec.activeGate.resources.limits' should limit the memory of the ActiveGate, got no limit; give 'memory' one";
    }
  }),
};
