import { parseDuration } from '../../../duration';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { CelRule } from '../../../schema/cel-rule';

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
