import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const PROTOCOLS: readonly string[] = ['otlp', 'jaeger', 'zipkin', 'statsd'];

export const telemetryProtocol: ObjectRule = {
  name: 'dynakube/telemetry-protocol',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const [index, protocol] of (spec.telemetryIngest?.protocols ?? []).entries()) {
      if (!PROTOCOLS.includes(protocol)) {
        yield `'spec.telemetryIngest.protocols[${index}]' must be one of ${quoteAll(PROTOCOLS)}, got ${quote(protocol)}; without a list, all of them are on`;
      }
    }
  }),
};
