import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { canonicalIp, isIpAddress } from '../../../addresses';
import { duplicatesOf } from '../../../duplicates';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const duplicateAddress: ObjectRule = {
  name: 'service-entry/duplicate-address',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => {
    const addresses = (specOf(object).addresses ?? []).map(address => isIpAddress(address) ? canonicalIp(address) : address);
    return duplicatesOf(addresses).map(address => `'spec.addresses' holds an address twice, got ${quote(address)}; remove one`);
  },
};
