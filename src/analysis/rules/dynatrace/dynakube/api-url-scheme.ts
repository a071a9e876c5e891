import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { apiUrlFault } from '../../../dynatrace/api-url';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseGoUrl } from '../../../syntax/go-url';

export const apiUrlScheme: ObjectRule = {
  name: 'dynakube/api-url-scheme',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const url = parseGoUrl(spec.apiUrl ?? '');
    if (url && apiUrlFault(spec.apiUrl ?? '') === undefined && url.scheme !== 'https') {
      const effect = url.scheme === 'http' ? 'the operator sends its tokens in plain text' : 'the operator can\'t call this URL, and with enableIstio it stops there';
      yield `'spec.apiUrl' should begin with https://, got ${quote(spec.apiUrl)}: ${effect}; write https`;
    }
  }),
};
