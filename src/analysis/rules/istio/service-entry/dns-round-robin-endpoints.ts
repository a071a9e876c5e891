import { listOf, recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const dnsRoundRobinEndpoints: CelRule = {
  name: 'service-entry/dns-round-robin-endpoints',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true',
    fault: self => {
      const { endpoints, resolution } = recordOf(self);
      const count = listOf(endpoints).length;
      return resolution === 'DNS_ROUND_ROBIN' && count > 1
        ? `must have at most one item in 'endpoints' with the resolution DNS_ROUND_ROBIN, got "${count}"; use DNS for several endpoints` : undefined;
    },
  }],
};
