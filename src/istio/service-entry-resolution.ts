import { Resolution } from './resolution';
import { ServiceEntryEndpoint } from './service-entry-endpoint';
import { ServicePort } from './service-port';
import { quote } from '../analysis/base/quote';
import { representsAddress } from '../analysis/syntax/address-hosts';
import { isCidr } from '../analysis/syntax/addresses';
import { isWildcardHost } from '../analysis/syntax/hosts';

/** Chooses the resolution of a ServiceEntry if the user does not set it, and finds contradictions to a resolution that is set. */
export class ServiceEntryResolution {
  public constructor(private readonly explicit: Resolution | undefined, private readonly selectsWorkloads: boolean) {}

  public decide(hosts: readonly string[], addresses: readonly string[], endpoints: readonly ServiceEntryEndpoint[]): Resolution {
    if (this.explicit) { return this.explicit; }
    if (endpoints.length > 0) { return endpoints.some(endpoint => endpoint._isName) ? Resolution.DNS : Resolution.STATIC; }
    if (this.selectsWorkloads) { return Resolution.STATIC; }
    // A host that no DNS server knows is a label of the addresses: sidecars connect to the one that the client dials.
    const isLabel = addresses.length > 0 && hosts.every(representsAddress);
    return isLabel || hosts.some(isWildcardHost) || addresses.some(isCidr) ? Resolution.NONE : Resolution.DNS;
  }

  /** @throws if the resolution can't be combined with these hosts, addresses, endpoints and ports */
  public check(
    hosts: readonly string[], addresses: readonly string[], endpoints: readonly ServiceEntryEndpoint[], ports: readonly ServicePort[],
  ): void {
    const resolution = this.decide(hosts, addresses, endpoints);
    const fault = this.endpointFault(resolution, endpoints, ports) ?? this.hostFault(resolution, hosts, addresses, endpoints)
      ?? (resolution === Resolution.DYNAMIC_DNS ? this.dynamicFault(hosts, addresses, endpoints, ports) : undefined);
    if (fault) { throw new Error(fault); }
  }

  private endpointFault(
    resolution: Resolution, endpoints: readonly ServiceEntryEndpoint[], ports: readonly ServicePort[],
  ): string | undefined {
    const name = endpoints.find(endpoint => endpoint._isName);
    const socket = endpoints.find(endpoint => endpoint._isSocket);
    const network = endpoints.find(endpoint => endpoint._isNetwork);
    if (resolution === Resolution.NONE && endpoints.length > 0) {
      return `'resolution' NONE connects to the address that the client dials and allows no 'endpoints', got ${quote(endpoints[0]._label)}; leave 'resolution' out`;
    }
    if (resolution === Resolution.STATIC && name) {
      return `'resolution' STATIC needs endpoints with IP addresses, got ${quote(name.address)}; use DNS, or leave 'resolution' out`;
    }
    if (resolution !== Resolution.STATIC && socket) {
      return `'endpoints' accepts a Unix socket only with 'resolution' STATIC, got ${quote(socket._label)} with ${resolution}; ${withoutNames(endpoints)}`;
    }
    if (resolution !== Resolution.STATIC && network) {
      return `'endpoints' accepts an endpoint without an address only with 'resolution' STATIC, got ${quote(network._label)} with ${resolution}; ${withoutNames(endpoints)}`;
    }
    if (socket && ports.length > 1) {
      return `'ports' must have exactly one port for the Unix socket ${quote(socket._label)}, got ${quote(ports.map(port => port.number).join(', '))}`;
    }
    if (resolution === Resolution.DNS_ROUND_ROBIN && endpoints.length > 1) {
      return `'resolution' DNS_ROUND_ROBIN allows at most one endpoint, got ${quote(endpoints.map(endpoint => endpoint._label).join(', '))}; use DNS`;
    }
    return undefined;
  }

  private hostFault(
    resolution: Resolution, hosts: readonly string[], addresses: readonly string[], endpoints: readonly ServiceEntryEndpoint[],
  ): string | undefined {
    const cidr = addresses.find(isCidr);
    if (cidr && resolution !== Resolution.NONE && resolution !== Resolution.STATIC) {
      return `'addresses' accepts a CIDR only with 'resolution' NONE or STATIC, got ${quote(cidr)} with ${resolution}; ${withoutNames(endpoints)}`;
    }
    const wildcard = hosts.find(isWildcardHost);
    if (wildcard && endpoints.length === 0 && (resolution === Resolution.DNS || resolution === Resolution.DNS_ROUND_ROBIN)) {
      return `'resolution' ${resolution} can't resolve the wildcard host "${wildcard}" without endpoints; use NONE, or leave 'resolution' out`;
    }
    return undefined;
  }

  private dynamicFault(
    hosts: readonly string[], addresses: readonly string[], endpoints: readonly ServiceEntryEndpoint[], ports: readonly ServicePort[],
  ): string | undefined {
    const exact = hosts.find(host => !isWildcardHost(host));
    if (exact) { return `'resolution' DYNAMIC_DNS allows wildcard hosts only, got ${quote(exact)}; move it to a ServiceEntry with DNS`; }
    if (addresses.length > 0) { return `'resolution' DYNAMIC_DNS allows no 'addresses', got ${quote(addresses[0])}`; }
    if (endpoints.length > 0) { return `'resolution' DYNAMIC_DNS allows no 'endpoints', got ${quote(endpoints[0]._label)}`; }
    const port = ports.find(({ protocol }) => !['HTTP', 'HTTP2', 'GRPC', 'TLS'].includes(protocol));
    return port && `'resolution' DYNAMIC_DNS allows ports of protocol HTTP, HTTP2, GRPC or TLS only, got ${quote(port.protocol)}`;
  }
}

/** The remedy that avoids DNS: either endpoints with names require it, or the user set it. */
function withoutNames(endpoints: readonly ServiceEntryEndpoint[]): string {
  return endpoints.some(endpoint => endpoint._isName) ? 'leave out the endpoints with names' : 'leave \'resolution\' out';
}
