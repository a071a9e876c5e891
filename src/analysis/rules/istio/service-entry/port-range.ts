import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { CelRule } from '../../../schema/cel-rule';

export const portRange: CelRule = {
  name: 'service-entry/port-range',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '0 < self && self <= 65535',
    fault: self => Number(self) > 0 && Number(self) <= 65535 ? undefined : `must be a port, 1 to 65535, got ${quote(self)}`,
  }],
};
