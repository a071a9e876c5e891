import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { maskedCidr, parseCidr } from '../../../syntax/addresses';

export const addressHostBits: ObjectRule = {
  name: 'service-entry/address-host-bits',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, address] of (specOf(object).addresses ?? []).entries()) {
      const range = parseCidr(address);
      const masked = range && maskedCidr(range);
      if (!range || !masked || masked.address === range.address) { continue; }
      yield `'spec.addresses[${index}]' covers a whole range, not only the address before the slash, got ${quote(address)}; write ${quote(range.address)} for this address, `
        + `or ${quote(`${masked.address}/${masked.prefix}`)} for the range`;
    }
  },
};
