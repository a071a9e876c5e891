import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { cidrContains, isIpAddress, parseCidr } from '../../../syntax/addresses';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

/** Ranges that no network uses: reserved addresses, and the range from which istiod allocates. */
const VIRTUAL = ['240.0.0.0/4', '2001:2::/48'].flatMap(text => parseCidr(text) ?? []);
const FAMILIES = new Set([ProtocolFamily.TCP, ProtocolFamily.TLS, ProtocolFamily.AUTO]);

export const virtualAddressWithoutDnsCapture: ObjectRule = {
  name: 'service-entry/virtual-address-without-dns-capture',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object, { dnsCapture }) {
    const { addresses = [], ports = [] } = specOf(object);
    if (dnsCapture || !ports.some(port => FAMILIES.has(protocolFamily(port.protocol)))) { return; }
    for (const [index, address] of addresses.entries()) {
      if (isIpAddress(address) && VIRTUAL.some(range => cidrContains(range, address))) {
        yield `'spec.addresses[${index}]' is an address that no DNS server returns, and the mesh has no DNS capture, got ${quote(address)}; turn on DNS capture, or write the real address`;
      }
    }
  },
};
