import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { modesOf } from '../../../dynakube';
import { Severity } from '../../../finding';
import { quoteAll } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const severalModes: ObjectRule = {
  name: 'dynakube/several-modes',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const modes = modesOf(spec.oneAgent);
    if (modes.length > 1) { yield `'spec.oneAgent' must name one mode only, got ${quoteAll(modes.sort())}; an empty one counts too`; }
  }),
};
