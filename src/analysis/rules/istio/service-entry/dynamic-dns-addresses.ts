import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../finding';
import { quoteAll } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const dynamicDnsAddresses: ObjectRule = {
  name: 'service-entry/dynamic-dns-addresses',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    const { addresses = [] } = spec;
    return resolutionOf(spec) === 'DYNAMIC_DNS' && addresses.length > 0
      ? [`'spec.addresses' must be left out with the resolution DYNAMIC_DNS, got ${quoteAll(addresses)}`] : [];
  },
};
