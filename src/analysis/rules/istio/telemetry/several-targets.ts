import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

const TARGETS = ['selector', 'targetRef', 'targetRefs'];

export const severalTargets: CelRule = {
  name: 'telemetry/several-targets',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1',
    fault: self => {
      const given = TARGETS.filter(field => recordOf(self)[field] !== undefined);
      return given.length > 1 ? `must not have more than one of ${given.map(field => `'${field}'`).join(', ')}; keep one` : undefined;
    },
  }],
};
