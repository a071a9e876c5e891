import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { argumentKey, argumentsOf } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostGroupArgument: ObjectRule = {
  name: 'dynakube/host-group-argument',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { path, args } = argumentsOf(spec);
    const argument = args.find(arg => argumentKey(arg) === '--set-host-group');
    if (argument !== undefined && argument.length > '--set-host-group='.length) {
      yield `'${path}' should not set the host group, got ${quote(argument)}; set 'spec.oneAgent.hostGroup' instead, which takes precedence`;
    }
  }),
};
