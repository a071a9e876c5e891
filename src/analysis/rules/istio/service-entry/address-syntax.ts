import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quoteHost } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isCidr, isIstioIpAddress } from '../../../syntax/addresses';

export const addressSyntax: ObjectRule = {
  name: 'service-entry/address-syntax',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, address] of (specOf(object).addresses ?? []).entries()) {
      if (address.split('/').length === 2 ? isCidr(address) : isIstioIpAddress(address)) { continue; }
      yield `'spec.addresses[${index}]' must be an IP address or a CIDR, got ${quoteHost(address)}; put names into 'hosts' or 'endpoints'`;
    }
  },
};
