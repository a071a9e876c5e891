import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { argumentsMode, hasMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostIdSource: ObjectRule = {
  name: 'dynakube/host-id-source',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { args = [] } } = argumentsMode(spec) ?? { options: {} };
    if (hasMode(spec, 'cloudNativeFullStack') && args.some(arg => arg.split('=', 1)[0] === '--set-host-id-source')) {
      yield `'spec.oneAgent.${mode}.args' must not have --set-host-id-source in the mode cloudNativeFullStack, where the operator sets it; remove it`;
    }
  }),
};
