import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

const MAX_MINUTES = 65535;

export const requestThreshold: ObjectRule = {
  name: 'dynakube/request-threshold',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { dynatraceApiRequestThreshold: minutes = 0 } = spec;
    if (minutes < 0 || minutes > MAX_MINUTES) {
      yield `'spec.dynatraceApiRequestThreshold' must be a number of minutes from 0 to ${MAX_MINUTES}, got ${quote(minutes)}: the operator can't read the DynaKube otherwise`;
    }
  }),
};
