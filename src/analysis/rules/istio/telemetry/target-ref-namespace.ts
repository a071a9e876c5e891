import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { CelRule } from '../../../schema/cel-rule';

export const targetRefNamespace: CelRule = {
  name: 'telemetry/target-ref-namespace',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.size() == 0',
    fault: self => self === '' ? undefined : `must be left out, for only objects of the same namespace can be a target, got ${quote(self)}`,
  }],
};
