import { Severity } from '../../../finding';
import { recordOf } from '../../../json';
import { quoteAll } from '../../../quote';
import type { CelRule } from '../../../schema/cel-rule';

export const peerAuthenticationPortRange: CelRule = {
  name: 'peer-authentication/port-range',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.all(key, 0 < int(key) && int(key) <= 65535)',
    fault: self => {
      const wrong = Object.keys(recordOf(self)).filter(key => !/^[+-]?[0-9]+$/.test(key) || Number(key) < 1 || Number(key) > 65535);
      return wrong.length > 0 ? `must be keyed by ports, 1 to 65535, got ${quoteAll(wrong)}` : undefined;
    },
  }],
};
