import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../finding';
import { parseGoUrl } from '../../../go-url';
import type { ObjectRule } from '../../../rule';

export const proxyScheme: ObjectRule = {
  name: 'dynakube/proxy-scheme',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const url = parseGoUrl(spec.proxy?.value ?? '');
    if (spec.proxy?.value && url && url.scheme !== 'http' && url.scheme !== 'https') {
      yield "'spec.proxy.value' should begin with http:// or https://, what it names otherwise is not taken for a host; write http://<host>:<port>";
    }
  }),
};
