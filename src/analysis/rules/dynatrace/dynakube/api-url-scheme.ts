import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { apiUrlFault } from '../../../api-url';
import { Severity } from '../../../finding';
import { parseGoUrl } from '../../../go-url';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
