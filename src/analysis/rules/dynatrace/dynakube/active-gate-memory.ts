import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { hasActiveGate } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const activeGateMemory: ObjectRule = {
  name: 'dynakube/active-gate-memory',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const limits = spec.activeGate?.resources?.limits;
    if (hasActiveGate(spec) && isRecord(limits) && limits.memory === undefined) {
      yield "'spec.activeGate.resources.limits' should limit the memory of the ActiveGate too, got no 'memory'; set it, other limits do not protect the memory of the node";
    }
  }),
};
