import { httpRoutes, isDelegate, tcpRoutes, tlsRoutes, VIRTUAL_SERVICE, weightedOf } from './virtual-service-spec';
import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const routeWithoutAction: ObjectRule = {
  name: 'virtual-service/route-without-action',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const route of httpRoutes(object)) {
      const { redirect, directResponse, delegate } = route.value;
      const isDelegating = isRecord(delegate) && !isDelegate(object);
      if (weightedOf(route).length === 0 && !isRecord(redirect) && !isRecord(directResponse) && !isDelegating) {
        yield `'${route.path}' must have an action; add 'route', 'redirect', 'directResponse' or 'delegate'`;
      }
    }
    for (const route of [...tlsRoutes(object), ...tcpRoutes(object)]) {
      if (weightedOf(route).length === 0) { yield `'${route.path}.route' is required; add a destination`; }
    }
  },
};
