import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseDuration } from '../../../syntax/duration';

/** Fields with a duration that the CRDs accept as any string, by the name of the parent field. */
const FIELDS: Readonly<Record<string, string>> = { tcp: 'idleTimeout', httpCookie: 'ttl', retryBudget: 'budgetInterval' };

export const durationSyntax: ObjectRule = {
  name: 'istio/duration-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: ['networking.istio.io/DestinationRule', 'networking.istio.io/Sidecar'],
  // istiod can't decode the object.
  final: true,
  check: object => faults(object.spec, 'spec'),
};

function* faults(value: unknown, path: string): Iterable<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) { yield* faults(item, `${path}[${index}]`); }
  }
  if (!isRecord(value)) { return; }
  for (const [field, item] of Object.entries(value)) {
    const duration = Object.hasOwn(FIELDS, field) && isRecord(item) ? item[FIELDS[field]] : undefined;
    if (typeof duration === 'string' && parseDuration(duration) === undefined) {
      yield `'${path}.${field}.${FIELDS[field]}' must be a duration such as "10s" or "250ms", got ${quote(duration)}`;
    }
    yield* faults(item, `${path}.${field}`);
  }
}
