import { matchesOf, tlsRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const tlsMatch: ObjectRule = {
  name: 'virtual-service/tls-match',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const route of tlsRoutes(object)) {
      const matches = matchesOf(route);
      if (matches.length === 0) { yield `'${route.path}.match' must have a match with 'sniHosts'; add one`; }
      for (const { path, value } of matches) {
        if (textsOf(value.sniHosts).length === 0) { yield `'${path}.sniHosts' must have at least one host; add one, TLS connections are distinguished by their server name only`; }
      }
    }
  },
};
