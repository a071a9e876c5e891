import { quote } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const targetRefNamespace: CelRule = {
  name: 'telemetry/target-ref-namespace',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self.size() == 0',
    fault: self => self === '' ? undefined : `must not be set, because only objects of the same namespace can be a target, got ${quote(self)}; remove it`,
  }],
};
