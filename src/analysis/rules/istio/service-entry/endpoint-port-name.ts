import { recordOf } from '../../../base/json';
import { quoteAll } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

const NAME = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const MAX_LENGTH = 62;

export const endpointPortName: CelRule = {
  name: 'service-entry/endpoint-port-name',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))',
    fault: self => {
      const wrong = Object.keys(recordOf(self)).filter(name => name.length > MAX_LENGTH || !NAME.test(name));
      return wrong.length > 0 ? `must have port names as keys (letters, digits and dashes, ${MAX_LENGTH} characters at most), got ${quoteAll(wrong)}` : undefined;
    },
  }],
};
