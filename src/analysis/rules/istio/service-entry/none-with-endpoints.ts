import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const noneWithEndpoints: CelRule = {
  name: 'service-entry/none-with-endpoints',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true',
    fault: self => {
      const { endpoints, resolution = 'NONE' } = recordOf(self);
      return resolution === 'NONE' && endpoints !== undefined
        ? "must not have 'endpoints' with the resolution NONE, even if the list is empty; remove them, or set 'resolution' to STATIC or DNS" : undefined;
    },
  }],
};
