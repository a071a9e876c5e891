import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { canonicalIp, isIpAddress } from '../../../syntax/addresses';

export const duplicateAddress: ObjectRule = {
  name: 'service-entry/duplicate-address',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => {
    const addresses = (specOf(object).addresses ?? []).map(address => isIpAddress(address) ? canonicalIp(address) : address);
    return duplicatesOf(addresses).map(address => `'spec.addresses' has an address twice, got ${quote(address)}; remove one`);
  },
};
