import { addressFor, Service } from '../../model/service';
import { isCidr } from '../../syntax/addresses';
import { ProtocolFamily } from '../../syntax/protocols';
import type { ListenerContext } from '../proxy/listener-context';
import { ANY_ADDRESS } from '../proxy/listeners';

/**
 * Whether services have the same listeners on a port in each order, without VirtualServices: no two of them can claim the same connections, because each has a name of
 * its own in TLS, or a listener of its own at its address. False if that is not certain.
 */
export function isOrderFree(context: ListenerContext, services: readonly Service[], port: number): boolean {
  const { model, scope, dnsCapture } = context;
  if (scope.egressProxy || scope.listeners.some(({ listener }) => listener.port !== undefined || listener.bind !== undefined)) { return false; }
  const [hosts, addresses] = [new Set<string>(), new Set<string>()];
  const isFirst = (known: Set<string>, name: string | undefined) => name === undefined || known.size !== known.add(name).size;
  return services.every(service => isFirst(hosts, service.host.toLowerCase())
    && isFirst(addresses, service.address) && isFirst(addresses, service.autoAddress)
    && service.resolution !== 'ALIAS' && model.aliasesOf(service.host).length === 0
    && service.ports.every(({ number, family }) => number !== port || hasOwnChain(context, service, port, family, addressFor(service, dnsCapture))));
}

function hasOwnChain({ model }: ListenerContext, service: Service, port: number, family: ProtocolFamily, address: string | undefined): boolean {
  if (family !== ProtocolFamily.TLS && family !== ProtocolFamily.TCP) { return false; }
  if (address !== undefined) { return address !== ANY_ADDRESS && !isCidr(address); }
  // With resolution NONE, a service has its listeners at its endpoints, if there are any.
  const isAtEndpoints = service.resolution === 'NONE' && (service.isKubernetes || service.selectsLabels === true || model.endpoints.of(service, port).length > 0);
  return family === ProtocolFamily.TLS && service.host !== '*' && !isAtEndpoints;
}
