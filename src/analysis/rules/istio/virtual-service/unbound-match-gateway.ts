import { isDelegate, VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { virtualServiceOf } from '../../../model/virtual-service';

export const unboundMatchGateway: ObjectRule = {
  name: 'virtual-service/unbound-match-gateway',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: VIRTUAL_SERVICE,
  * check(object, settings) {
    // A delegate is used with the gateways of the VirtualServices that delegate to it.
    if (isDelegate(object)) { return; }
    const { gateways, http, tls, tcp } = virtualServiceOf(object, 0, settings);
    const bound = new Set(gateways);
    for (const [field, routes] of Object.entries({ http, tls, tcp })) {
      for (const [routeIndex, { matches }] of routes.entries()) {
        for (const [matchIndex, match] of matches.entries()) {
          for (const gateway of match.gateways.filter(name => !bound.has(name))) {
            yield `'spec.${field}[${routeIndex}].match[${matchIndex}].gateways' must name gateways of 'spec.gateways' only, got ${quote(gateway)}; add it there, otherwise the match never applies`;
          }
        }
      }
    }
  },
};
