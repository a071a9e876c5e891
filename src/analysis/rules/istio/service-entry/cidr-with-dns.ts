import { Severity } from '../../../finding';
import { recordOf, textsOf } from '../../../json';
import { quote, quoteAll } from '../../../quote';
import type { CelRule } from '../../../schema/cel-rule';

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
      return `takes CIDRs in 'addresses' with the resolution NONE or STATIC only, got ${quoteAll(ranges)} with ${quote(resolution)}; `
        + 'give single addresses without a slash, or change the resolution';
    },
  }],
};
