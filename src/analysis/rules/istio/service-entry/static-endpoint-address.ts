import { endpointsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quoteHost } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';
import { isUnixAddress, UNIX_SCHEME } from '../../../syntax/unix-address';

export const staticEndpointAddress: ObjectRule = {
  name: 'service-entry/static-endpoint-address',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'STATIC') { return; }
    for (const { path, address, network } of endpointsOf(spec)) {
      if (address === '') {
        if (network === '') { yield `'${path}.address' must not be empty without a 'network'; set the IP address`; }
      } else if (address.startsWith(UNIX_SCHEME) ? !isUnixAddress(address) : !isIstioIpAddress(address)) {
        yield `'${path}.address' must be an IP address or a Unix domain socket with the resolution STATIC, got ${quoteHost(address)}; use DNS for names`;
      }
    }
  },
};
