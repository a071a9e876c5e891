import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const fullWildcard: CelRule = {
  name: 'service-entry/full-wildcard',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'self != "*"',
    fault: self => self === '*' ? 'must not be the wildcard for all names, got "*"; write a domain, such as "*.example.com"' : undefined,
  }],
};
