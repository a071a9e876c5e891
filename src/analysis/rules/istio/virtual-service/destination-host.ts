import { mirrorDestinations, routeDestinations, VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isWildcardDomain } from '../../../syntax/hosts';

export const destinationHost: ObjectRule = {
  name: 'virtual-service/destination-host',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value } of [...routeDestinations(object), ...mirrorDestinations(object)]) {
      const host = typeof value.host === 'string' ? value.host : '';
      if (host === '*' || !isWildcardDomain(host)) { yield `'${path}.host' must be the name of a service, got ${quote(host)}; use a host of a Service or ServiceEntry, addresses and ports are not valid here`; }
    }
  },
};
