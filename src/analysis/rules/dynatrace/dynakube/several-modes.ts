import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quoteAll } from '../../../base/quote';
import { modesOf } from '../../../dynatrace/dynakube';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const severalModes: ObjectRule = {
  name: 'dynakube/several-modes',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const modes = modesOf(spec.oneAgent);
    if (modes.length > 1) { yield `'spec.oneAgent' must have only one mode, got ${quoteAll(modes.sort())}; remove the others, an empty mode counts too`; }
  }),
};
