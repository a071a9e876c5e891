import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const dynamicDnsEndpoints: ObjectRule = {
  name: 'service-entry/dynamic-dns-endpoints',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    return resolutionOf(spec) === 'DYNAMIC_DNS' && (spec.endpoints ?? []).length > 0
      ? ["'spec.endpoints' must not be set with the resolution DYNAMIC_DNS, which connects to the requested name; remove them"] : [];
  },
};
