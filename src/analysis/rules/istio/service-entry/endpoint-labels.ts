import { isDnsResolved, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { labelFaults } from '../../shared/istio-labels';

export const endpointLabels: ObjectRule = {
  name: 'service-entry/endpoint-labels',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'STATIC' && !isDnsResolved(spec)) { return; }
    for (const [index, { labels = {} }] of (spec.endpoints ?? []).entries()) {
      for (const { key, value, text } of labelFaults(labels)) { yield `'spec.endpoints[${index}].labels' ${text}, got ${quote(`${key}: ${value}`)}`; }
    }
  },
};
