import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { isReadable, MAX_REQUEST_THRESHOLD } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const requestThreshold: ObjectRule = {
  name: 'dynakube/request-threshold',
  severity: Severity.ERROR,
  upstream: 'operator',
  final: true,
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (!isReadable(spec)) {
      const minutes = quote(spec.dynatraceApiRequestThreshold);
      yield `'spec.dynatraceApiRequestThreshold' must be a number of minutes from 0 to ${MAX_REQUEST_THRESHOLD}, got ${minutes}; the operator can't read any other value`;
    }
  }),
};
