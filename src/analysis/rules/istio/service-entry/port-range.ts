import { quote } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const portRange: CelRule = {
  name: 'service-entry/port-range',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '0 < self && self <= 65535',
    fault: self => Number(self) > 0 && Number(self) <= 65535 ? undefined : `must be a port from 1 to 65535, got ${quote(self)}`,
  }],
};
