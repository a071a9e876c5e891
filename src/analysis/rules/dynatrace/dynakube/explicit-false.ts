import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, operatorVersionOf } from '../../../settings/operator-version';

export const explicitFalse: ObjectRule = {
  name: 'dynakube/explicit-false',
  severity: Severity.INFO,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }, settings) {
    if (isOperatorAtLeast(operatorVersionOf(settings), '1.11')) { return; }
    const flags = {
      'spec.enableIstio': spec.enableIstio,
      'spec.skipCertCheck': (spec as { readonly skipCertCheck?: boolean }).skipCertCheck,
      'spec.activeGate.useEphemeralVolume': spec.activeGate?.useEphemeralVolume,
    };
    for (const [path, value] of Object.entries(flags)) {
      if (value === false) { yield `'${path}' is false, and operator 1.10 drops the field when it writes the DynaKube, so GitOps tools show a permanent difference; remove it`; }
    }
  }),
};
