import { recordOf } from '../../../base/json';
import { quoteAll } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const peerAuthenticationPortRange: CelRule = {
  name: 'peer-authentication/port-range',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.all(key, 0 < int(key) && int(key) <= 65535)',
    fault: self => {
      const wrong = Object.keys(recordOf(self)).filter(key => !/^[+-]?[0-9]+$/.test(key) || Number(key) < 1 || Number(key) > 65535);
      return wrong.length > 0 ? `must have ports from 1 to 65535 as keys, got ${quoteAll(wrong)}` : undefined;
    },
  }],
};
