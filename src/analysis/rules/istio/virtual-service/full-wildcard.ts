import { isBoundToMesh, specOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const fullWildcard: ObjectRule = {
  name: 'virtual-service/full-wildcard',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    if (!isBoundToMesh(object)) { return; }
    for (const [index, host] of textsOf(specOf(object).hosts).entries()) {
      if (host === '*') {
        yield `'spec.hosts[${index}]' must not be the full wildcard for sidecars, got "*"; list the hosts, or list only gateways in 'spec.gateways'`;
      }
    }
  },
};
