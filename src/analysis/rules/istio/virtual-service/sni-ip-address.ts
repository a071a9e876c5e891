import { sniHosts } from './sni-hosts';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const sniIpAddress: ObjectRule = {
  name: 'virtual-service/sni-ip-address',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: VIRTUAL_SERVICE,
  check: object => sniHosts(object).filter(({ kind }) => kind === 'address')
    .map(({ path, host }) => `'${path}' should be a DNS name, because clients do not send an address as server name, got ${quote(host)}; use a tcp route with 'destinationSubnets'`),
};
