import type { ListenerContext } from './listener-context';
import { addressFor, Service } from '../../model/service';
import { canonicalIp, isCidr, isIpAddress, isIpv6 } from '../../syntax/addresses';
import { wildcardsOver } from '../../syntax/hosts';

/** What a client asks for, as far as it decides where the client dials. */
export interface Dialling {
  /** Lower case, without port. */
  readonly host?: string;
  /** The IP that the client dials, if the question says it. */
  readonly address?: string;
}

/**
 * The IPs that a client may dial. What stands for one that nobody knows yet is no IP; undefined is an address of the outside, which no object of
 * the mesh knows.
 * Several where DNS answers with one of them, not always the same.
 */
export function dialledAddresses(context: ListenerContext, { host, address }: Dialling): readonly (string | undefined)[] {
  if (address !== undefined) { return [canonicalIp(address)]; }
  if (host === undefined) { return [undefined]; }
  if (isIpAddress(host)) { return [canonicalIp(host)]; }
  // The DNS of the cluster knows all Services, whoever imports them.
  const service = context.model.kubernetesServiceNamed(host, context.client.namespace);
  const answers = context.dnsCapture ? nameTable(context) : undefined;
  const name = [host, service?.host ?? host, ...wildcardsOver(host)].find(candidate => answers?.has(candidate)) ?? '';
  return answers?.get(name) ?? [service?.address];
}

/** What a sidecar with DNS capture answers: the addresses of all that it imports, whatever their ports. */
function nameTable({ model, scope, dnsCapture }: ListenerContext): ReadonlyMap<string, readonly string[]> {
  return model.once(`name table of ${scope.key} ${dnsCapture}`, () => {
    const table = new Map<string, { addresses: string[]; isKubernetes: boolean }>();
    for (const { service } of scope.listeners.flatMap(({ services }) => services)) {
      const address = answerFor(service, dnsCapture);
      // It takes no name with a dot at its end for one that is asked for.
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

/** Ranges and IPv6 addresses are no answers for a client that asks for an IPv4 address. */
function answerFor(service: Service, dnsCapture: boolean): string | undefined {
  const address = addressFor(service, dnsCapture);
  return address === undefined || isCidr(address) || isIpv6(address) ? undefined : address;
}
