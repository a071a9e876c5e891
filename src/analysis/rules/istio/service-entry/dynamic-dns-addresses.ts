import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const dynamicDnsAddresses: ObjectRule = {
  name: 'service-entry/dynamic-dns-addresses',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    const { addresses = [] } = spec;
    return resolutionOf(spec) === 'DYNAMIC_DNS' && addresses.length > 0
      ? [`'spec.addresses' must not be set with the resolution DYNAMIC_DNS, got ${quoteAll(addresses)}; remove them`] : [];
  },
};
