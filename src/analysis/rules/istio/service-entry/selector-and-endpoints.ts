import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const selectorAndEndpoints: CelRule = {
  name: 'service-entry/selector-and-endpoints',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1',
    fault: self => {
      const { workloadSelector, endpoints } = recordOf(self);
      return workloadSelector !== undefined && endpoints !== undefined
        ? "must not have both 'workloadSelector' and 'endpoints', even if one is empty; keep one of them" : undefined;
    },
  }],
};
