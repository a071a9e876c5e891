import type { ServicePort } from './service-port';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { parseCidr } from '../analysis/syntax/addresses';
import { isWildcardHost } from '../analysis/syntax/hosts';
import { ProtocolFamily, protocolFamily } from '../analysis/syntax/protocols';

const SPOKEN = { [ProtocolFamily.HTTP]: 'http', [ProtocolFamily.TLS]: 'https', [ProtocolFamily.TCP]: 'tcp', [ProtocolFamily.AUTO]: 'tcp' } as const;

/**
 * The connections that a ServiceEntry allows: to each of its hosts or addresses, on each of its ports. Wildcard hosts are left out, because they name
 * no destination, and UDP ports, because sidecars don't handle UDP.
 */
export function destinationsOf(hosts: readonly string[], ports: readonly ServicePort[], addresses: readonly string[]): Destination[] {
  const dialled = addresses.map(address => parseCidr(address)?.address ?? address);
  return ports.flatMap(({ number: port, protocol: declared }): Destination[] => {
    const family = protocolFamily(declared);
    if (family === ProtocolFamily.UDP) { return []; }
    const protocol = SPOKEN[family];
    // A connection without a name in its bytes is identified by its address only.
    if (protocol === 'tcp' && dialled.length > 0) {
      return dialled.map(address => ({ label: `tcp://${address.includes(':') ? `[${address}]` : address}:${port}`, address, port, protocol }));
    }
    return hosts.filter(host => !isWildcardHost(host)).flatMap((host): Destination[] => {
      const label = `${protocol}://${host}:${port}`;
      return dialled.length > 0 ? dialled.map(address => ({ label, host, address, port, protocol })) : [{ label, host, port, protocol }];
    });
  });
}
