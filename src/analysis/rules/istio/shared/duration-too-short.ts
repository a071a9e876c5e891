import { quote } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';
import { parseDuration } from '../../../syntax/duration';

const MILLISECOND = 1_000_000n;

export const durationTooShort: CelRule = {
  name: 'istio/duration-too-short',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: "duration(self) >= duration('1ms')",
    fault: self => {
      const duration = parseDuration(String(self));
      return duration !== undefined && duration >= MILLISECOND ? undefined : `must be a duration of at least 1ms, such as "10s", got ${quote(self)}`;
    },
  }],
};
