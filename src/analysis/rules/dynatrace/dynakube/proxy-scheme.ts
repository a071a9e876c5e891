import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseGoUrl } from '../../../syntax/go-url';

export const proxyScheme: ObjectRule = {
  name: 'dynakube/proxy-scheme',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const url = parseGoUrl(spec.proxy?.value ?? '');
    if (spec.proxy?.value && url && url.scheme !== 'http' && url.scheme !== 'https') {
      yield "'spec.proxy.value' should begin with http:// or https://, because the URL has no host otherwise; write http://<host>:<port>";
    }
  }),
};
