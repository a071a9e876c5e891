import { recordOf, textsOf } from '../../../base/json';
import { quote, quoteAll } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const cidrWithDns: CelRule = {
  name: 'service-entry/cidr-with-dns',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/"))'
      + ' && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))',
    fault: self => {
      const { addresses, resolution = 'NONE' } = recordOf(self);
      const ranges = textsOf(addresses).filter(address => address.includes('/'));
      if (ranges.length === 0 || resolution === 'NONE' || resolution === 'STATIC') { return undefined; }
      return `must have CIDRs in 'addresses' with the resolution NONE or STATIC only, got ${quoteAll(ranges)} with ${quote(resolution)}; `
        + 'write single addresses without a slash, or change the resolution';
    },
  }],
};
