import { recordOf } from '../../../base/json';
import { quoteAll } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const selectorWildcard: CelRule = {
  name: 'istio/selector-wildcard',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [
    {
      expression: 'self.all(key, !key.contains("*"))',
      fault: self => fault(Object.keys(recordOf(self)), 'keys'),
    },
    {
      expression: '!self.contains("*")',
      fault: self => fault([String(self)], 'value'),
    },
  ],
};

function fault(texts: readonly string[], what: string): string | undefined {
  const wild = texts.filter(text => text.includes('*'));
  return wild.length > 0 ? `must not have a wildcard in its ${what}, got ${quoteAll(wild)}; name each label, labels are compared literally` : undefined;
}
