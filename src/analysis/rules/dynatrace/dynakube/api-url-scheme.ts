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
      const fate = url.scheme === 'http' ? 'tokens go over the network in plain text' : 'the operator can\'t call it, and with enableIstio stops at it';
      yield `'spec.apiUrl' should begin with https://, got ${quote(spec.apiUrl)}: ${fate}; write https`;
    }
  }),
};
