import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { hasActiveGate } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const activeGateLimits: ObjectRule = {
  name: 'dynakube/active-gate-limits',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (hasActiveGate(spec) && !isRecord(spec.activeGate?.resources?.limits)) {
      yield "'spec.activeGate.resources.limits' should limit the memory of the ActiveGate, got no limit; set 'memory'";
    }
  }),
};
