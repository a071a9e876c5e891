import { sniHosts } from './sni-hosts';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const sniHostSyntax: ObjectRule = {
  name: 'virtual-service/sni-host-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => sniHosts(object).filter(({ kind }) => kind === 'neither')
    .map(({ path, host }) => `'${path}' must be a DNS name or a wildcard such as "*.example.com", got ${quote(host)}`),
};
