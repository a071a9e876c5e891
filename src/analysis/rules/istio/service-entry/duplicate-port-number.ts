import { duplicatesOf } from '../../../base/duplicates';
import { listOf, recordOf } from '../../../base/json';
import { quoteAll } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const duplicatePortNumber: CelRule = {
  name: 'service-entry/duplicate-port-number',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.all(l1, self.exists_one(l2, l1.number == l2.number))',
    fault: self => {
      const twice = duplicatesOf(listOf(self).map(port => recordOf(port).number));
      return twice.length > 0 ? `must have a different 'number' for each port, got ${quoteAll(twice)} more than once` : undefined;
    },
  }],
};
