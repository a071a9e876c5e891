import { duplicatesOf } from '../../../duplicates';
import { Severity } from '../../../finding';
import { listOf, recordOf } from '../../../json';
import { quoteAll } from '../../../quote';
import type { CelRule } from '../../../schema/cel-rule';

export const duplicatePortNumber: CelRule = {
  name: 'service-entry/duplicate-port-number',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.all(l1, self.exists_one(l2, l1.number == l2.number))',
    fault: self => {
      const twice = duplicatesOf(listOf(self).map(port => recordOf(port).number));
      return twice.length > 0 ? `must have a 'number' of its own for each port, got ${quoteAll(twice)} more than once` : undefined;
    },
  }],
};
