import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { isIstioIpAddress } from '../../../addresses';
import { Severity } from '../../../finding';
import { quoteHost } from '../../../quote';
import type { ObjectRule } from '../../../rule';
import { isUnixAddress, UNIX_SCHEME } from '../../../unix-address';

export const staticEndpointAddress: ObjectRule = {
  name: 'service-entry/static-endpoint-address',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'STATIC') { return; }
    for (const [index, { address = '', network = '' }] of (spec.endpoints ?? []).entries()) {
      const path = `spec.endpoints[${index}].address`;
      if (address === '') {
        if (network === '') { yield `'${path}' must not be empty without a 'network', give the IP address`; }
      } else if (address.startsWith(UNIX_SCHEME) ? !isUnixAddress(address) : !isIstioIpAddress(address)) {
        yield `'${path}' must be an IP address or a Unix domain socket with the resolution STATIC, got ${quoteHost(address)}; for names use DNS`;
      }
    }
  },
};
