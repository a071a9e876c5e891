import { matchesOf, tcpRoutes, tlsRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress, isCidr } from '../../../syntax/addresses';

export const matchSubnet: ObjectRule = {
  name: 'virtual-service/match-subnet',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value } of [...tlsRoutes(object), ...tcpRoutes(object)].flatMap(matchesOf)) {
      for (const [index, subnet] of textsOf(value.destinationSubnets).entries()) {
        const isValid = subnet.includes('/') ? isCidr(subnet) : isIstioIpAddress(subnet);
        if (!isValid) { yield `'${path}.destinationSubnets[${index}]' must be an IP address or a CIDR, got ${quote(subnet)}`; }
      }
    }
  },
};
