import type { ListenerContext } from './listener-context';
import { addressFor, Service } from '../../model/service';
import { canonicalIp, isCidr, isIpAddress, isIpv6 } from '../../syntax/addresses';
import { wildcardsOver } from '../../syntax/hosts';

/** The fields of a question that decide which address the client connects to. */
export interface Dialling {
  /** Lower case, without port. */
  readonly host?: string;
  /** The IP that the client connects to, if the question contains it. */
  readonly address?: string;
}

/**
 * The IPs that a client can connect to. Several if DNS returns one of several addresses. An IP that is not allocated yet is represented by a
 * placeholder. Undefined means an address outside the mesh that no object contains.
 */
export function dialledAddresses(context: ListenerContext, { host, address }: Dialling): readonly (string | undefined)[] {
  if (address !== undefined) { return [canonicalIp(address)]; }
  if (host === undefined) { return [undefined]; }
  if (isIpAddress(host)) { return [canonicalIp(host)]; }
  // The DNS of the cluster knows all Services, whether or not the Sidecar imports them.
  const service = context.model.kubernetesServiceNamed(host, context.client.namespace);
  if (!context.dnsCapture) { return [service?.address]; }
  const answers = nameTable(context);
  const name = [host, service?.host ?? host, ...wildcardsOver(host)].find(candidate => answers.has(candidate)) ?? '';
  return answers.get(name) ?? [service?.address];
}

/** The answers of a sidecar with DNS capture: the addresses of all imported services, whatever their ports. */
function nameTable({ scope, dnsCapture }: ListenerContext): ReadonlyMap<string, readonly string[]> {
  return scope.once(`name table ${dnsCapture}`, () => {
    const table = new Map<string, { addresses: string[]; isKubernetes: boolean }>();
    for (const { service } of scope.listeners.flatMap(({ services }) => services)) {
      const address = answerFor(service, dnsCapture);
      // A host with a trailing dot never matches a query.
      if (address === undefined || service.host.endsWith('.')) { continue; }
      const host = service.host.toLowerCase();
      const known = table.get(host);
      if (!known || (!known.isKubernetes && service.isKubernetes)) {
        table.set(host, { addresses: [address], isKubernetes: service.isKubernetes });
      } else if (!known.isKubernetes && !known.addresses.includes(address)) {
        known.addresses.push(address);
      }
    }
    return new Map([...table].map(([host, { addresses }]) => [host, addresses]));
  });
}

/** The answer to a query for an IPv4 address. Ranges and IPv6 addresses are not valid answers. */
function answerFor(service: Service, dnsCapture: boolean): string | undefined {
  const address = addressFor(service, dnsCapture);
  return address === undefined || isCidr(address) || isIpv6(address) ? undefined : address;
}
