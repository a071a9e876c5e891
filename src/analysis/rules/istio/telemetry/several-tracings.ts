import { listOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { specOf, TELEMETRY } from '../../objects/telemetries';

export const severalTracings: ObjectRule = {
  name: 'telemetry/several-tracings',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: TELEMETRY,
  check(object) {
    const count = listOf(specOf(object).tracing).length;
    return count > 1 ? [`'spec.tracing' should have only one item, because Istio doesn't support more, got ${quote(count)}; put all into the first one`] : [];
  },
};
