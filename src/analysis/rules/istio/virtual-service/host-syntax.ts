import { isGeneratedSni } from './generated-sni';
import { isBoundToMesh, matchesOf, specOf, tlsRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';
import { isWildcardDomain } from '../../../syntax/hosts';

export const hostSyntax: ObjectRule = {
  name: 'virtual-service/host-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    const routesSni = tlsRoutes(object).flatMap(matchesOf).some(({ value }) => textsOf(value.sniHosts).length > 0);
    const takesGenerated = routesSni && !isBoundToMesh(object);
    for (const [index, host] of textsOf(specOf(object).hosts).entries()) {
      if (isWildcardDomain(host) || isIstioIpAddress(host) || (takesGenerated && isGeneratedSni(host))) { continue; }
      yield `'spec.hosts[${index}]' must be a DNS name, a wildcard such as "*.example.com" or an IP address, got ${quote(host)}; `
        + 'remove scheme, port and path';
    }
  },
};
