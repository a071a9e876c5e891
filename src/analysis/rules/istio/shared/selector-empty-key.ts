import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const selectorEmptyKey: CelRule = {
  name: 'istio/selector-empty-key',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.all(key, key.size() != 0)',
    fault: self => Object.hasOwn(recordOf(self), '') ? 'must not have an empty key; name the label' : undefined,
  }],
};
