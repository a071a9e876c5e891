import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const activeGateStorage: ObjectRule = {
  name: 'dynakube/active-gate-storage',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (spec.activeGate?.useEphemeralVolume === true && isRecord(spec.activeGate.volumeClaimTemplate)) {
      yield "'spec.activeGate' must not have both useEphemeralVolume and volumeClaimTemplate; keep one of them";
    }
  }),
};
