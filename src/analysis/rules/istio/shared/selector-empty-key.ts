import { Severity } from '../../../finding';
import { recordOf } from '../../../json';
import type { CelRule } from '../../../schema/cel-rule';

export const selectorEmptyKey: CelRule = {
  name: 'istio/selector-empty-key',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.all(key, key.size() != 0)',
    fault: self => Object.hasOwn(recordOf(self), '') ? 'must not have an empty key, name the label or leave it out' : undefined,
  }],
};
