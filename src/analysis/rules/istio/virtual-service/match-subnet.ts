import { matchesOf, tcpRoutes, tlsRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isIstioIpAddress, isCidr } from '../../../addresses';
import { Severity } from '../../../finding';
import { textsOf } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const matchSubnet: ObjectRule = {
  name: 'virtual-service/match-subnet',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value } of [...tlsRoutes(object), ...tcpRoutes(object)].flatMap(matchesOf)) {
      for (const [index, subnet] of textsOf(value.destinationSubnets).entries()) {
        if (!isIstioIpAddress(subnet) && !isCidr(subnet)) { yield `'${path}.destinationSubnets[${index}]' must be an IP address or a CIDR, got ${quote(subnet)}`; }
      }
    }
  },
};
