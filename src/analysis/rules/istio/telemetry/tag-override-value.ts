import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const tagOverrideValue: CelRule = {
  name: 'telemetry/tag-override-value',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [
    {
      expression: '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true',
      fault: self => {
        const { operation, value = '' } = recordOf(self);
        return operation === 'UPSERT' && value === '' ? "must have a 'value' with the operation UPSERT" : undefined;
      },
    },
    {
      expression: '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true',
      fault: self => {
        const { operation, value } = recordOf(self);
        return operation === 'REMOVE' && value !== undefined ? "must not have a 'value' with the operation REMOVE; remove it" : undefined;
      },
    },
  ],
};
