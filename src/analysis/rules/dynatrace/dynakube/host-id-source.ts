import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { argumentKey, argumentsOf, hasMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostIdSource: ObjectRule = {
  name: 'dynakube/host-id-source',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { path, args } = argumentsOf(spec);
    if (hasMode(spec, 'cloudNativeFullStack') && args.some(arg => argumentKey(arg) === '--set-host-id-source')) {
      yield `'${path}' must not have --set-host-id-source in the mode cloudNativeFullStack, where the operator sets it; remove it`;
    }
  }),
};
