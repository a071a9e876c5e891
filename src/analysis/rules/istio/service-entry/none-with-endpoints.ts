import { Severity } from '../../../finding';
import { recordOf } from '../../../json';
import type { CelRule } from '../../../schema/cel-rule';

export const noneWithEndpoints: CelRule = {
  name: 'service-entry/none-with-endpoints',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true',
    fault: self => {
      const { endpoints, resolution = 'NONE' } = recordOf(self);
      return resolution === 'NONE' && endpoints !== undefined
        ? "must not have 'endpoints' with the resolution NONE (an empty list counts too), remove them or set 'resolution' to STATIC or DNS" : undefined;
    },
  }],
};
