import { endpointsOf, isDnsResolved, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quoteHost } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';
import { isFqdn } from '../../../syntax/hosts';

export const dnsEndpointAddress: ObjectRule = {
  name: 'service-entry/dns-endpoint-address',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (!isDnsResolved(spec)) { return; }
    for (const { path, address } of endpointsOf(spec)) {
      if (!isIstioIpAddress(address) && !isFqdn(address)) {
        yield `'${path}.address' must be a host name or an IP address with the resolution ${resolutionOf(spec)}, got ${quoteHost(address)}`;
      }
    }
  },
};
