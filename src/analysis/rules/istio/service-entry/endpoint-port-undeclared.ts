import { isDnsResolved, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const endpointPortUndeclared: ObjectRule = {
  name: 'service-entry/endpoint-port-undeclared',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'STATIC' && !isDnsResolved(spec)) { return; }
    const names = new Set((spec.ports ?? []).map(port => port.name));
    for (const [index, { ports = {} }] of (spec.endpoints ?? []).entries()) {
      for (const name of Object.keys(ports)) {
        if (!names.has(name)) {
          yield `'spec.endpoints[${index}].ports' must have names of 'spec.ports' (${quoteAll(names)}) as keys, got ${quote(name)}`;
        }
      }
    }
  },
};
