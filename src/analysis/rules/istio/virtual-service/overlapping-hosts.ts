import { fullWildcard } from './full-wildcard';
import { hostSyntax } from './host-syntax';
import { specOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { HostIndex } from '../../objects/host-index';

export const overlappingHosts: ObjectRule = {
  name: 'virtual-service/overlapping-hosts',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object, settings) {
    // istiod compares hosts only if each of them is valid.
    if ([hostSyntax, fullWildcard].some(rule => [...rule.check(object, settings)].length > 0)) { return; }
    const before = new HostIndex<string>();
    for (const [index, host] of textsOf(specOf(object).hosts).entries()) {
      const other = before.covering(host)[0] ?? before.coveredBy(host)[0];
      if (other !== undefined) {
        yield `'spec.hosts[${index}]' must not overlap another host of the object, got ${quote(host)} and ${quote(other)}; remove one of them`;
      }
      before.add(host, host);
    }
  },
};
