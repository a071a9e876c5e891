import { specOf } from './service-entry-spec';
import { CAPTURE_REMEDY, haveDnsCapture } from './whole-port';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { cidrContains, isIpAddress, parseCidr } from '../../../syntax/addresses';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import { objectsOf } from '../../objects/mesh-objects';

/** Ranges that no network uses: reserved addresses, and the range from which istiod allocates. */
const VIRTUAL = ['240.0.0.0/4', '2001:2::/48'].flatMap(text => parseCidr(text) ?? []);
const FAMILIES = new Set([ProtocolFamily.TCP, ProtocolFamily.TLS, ProtocolFamily.AUTO]);

export const virtualAddressWithoutDnsCapture: MeshRule<MeshModel> = {
  name: 'service-entry/virtual-address-without-dns-capture',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const entry of objectsOf(model, 'networking.istio.io/ServiceEntry')) {
      const { addresses = [], ports = [] } = specOf(entry.object);
      const index = addresses.findIndex(address => isIpAddress(address) && VIRTUAL.some(range => cidrContains(range, address)));
      if (index < 0 || !ports.some(port => FAMILIES.has(protocolFamily(port.protocol))) || haveDnsCapture(model, entry)) { continue; }
      yield {
        object: entry.ref.index,
        message: `'spec.addresses[${index}]' is an address that no DNS server returns, got ${quote(addresses[index])}, and sidecars that see the entry have no DNS capture; `
          + `${CAPTURE_REMEDY}, or write the real address`,
      };
    }
  },
};
