import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { argumentsMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostGroupArgument: ObjectRule = {
  name: 'dynakube/host-group-argument',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { args = [] } } = argumentsMode(spec) ?? { options: {} };
    const argument = args.find(arg => arg.split('=', 1)[0] === '--set-host-group');
    if (argument !== undefined && argument.length > '--set-host-group='.length) {
      yield `'spec.oneAgent.${mode}.args' should not set the host group, got ${quote(argument)}; set 'spec.oneAgent.hostGroup' instead, which takes precedence`;
    }
  }),
};
