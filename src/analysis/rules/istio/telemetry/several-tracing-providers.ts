import { listOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { specOf, TELEMETRY } from '../../objects/telemetries';
import { itemSites } from '../../shared/site';

export const severalTracingProviders: ObjectRule = {
  name: 'telemetry/several-tracing-providers',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: TELEMETRY,
  check: object => itemSites(specOf(object).tracing, 'spec.tracing')
    .map(({ path, value }) => ({ path, count: listOf(value.providers).length }))
    .filter(({ count }) => count > 1)
    .map(({ path, count }) => `'${path}.providers' should have only one item, because Istio uses only the first, got ${quote(count)}; remove the others`),
};
