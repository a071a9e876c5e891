import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
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
    if (!spec.proxy?.value || !url || url.scheme === 'http' || url.scheme === 'https') { return; }
    const why = url.hostname === '' ? 'because the URL has no host otherwise' : `the scheme of an HTTP proxy, got the scheme ${quote(url.scheme)}`;
    yield `'spec.proxy.value' should begin with http:// or https://, ${why}; write http://<host>:<port>`;
  }),
};
