import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isExampleApiUrl } from '../../../dynatrace/api-url';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const noApiUrl: ObjectRule = {
  name: 'dynakube/no-api-url',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (isExampleApiUrl(spec.apiUrl ?? '')) {
      yield `'spec.apiUrl' must be the URL of your environment's API, got ${spec.apiUrl ? 'the example URL of Dynatrace' : 'none'}; write https://<environment>.live.dynatrace.com/api`;
    }
  }),
};
