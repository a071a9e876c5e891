import { isJwtClaim } from './header-names';
import { httpRoutes, isBoundToMesh, matchesOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const jwtClaimWithoutGateway: ObjectRule = {
  name: 'virtual-service/jwt-claim-without-gateway',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    if (!isBoundToMesh(object)) { return; }
    for (const { path, value } of httpRoutes(object).flatMap(matchesOf)) {
      for (const field of ['headers', 'withoutHeaders']) {
        for (const name of Object.keys(recordOf(value[field])).filter(isJwtClaim)) {
          yield `'${path}.${field}' matches a claim of a JWT, which only gateways know, got ${quote(name)}; list only gateways in 'spec.gateways'`;
        }
      }
    }
  },
};
