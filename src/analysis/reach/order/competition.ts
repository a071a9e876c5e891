import { append } from '../../base/group-by';
import { addressFor, portOf, Service } from '../../model/service';
import type { EgressListener } from '../../model/sidecar';
import { parseCidr } from '../../syntax/addresses';
import { hostsOverlap } from '../../syntax/hosts';
import { splitNamespace } from '../../syntax/namespaced-name';
import { ProtocolFamily, protocolFamily } from '../../syntax/protocols';
import { namespaceOfAll } from '../../syntax/service-hosts';
import type { ListenerContext } from '../proxy/listener-context';
import { upstreamState } from '../proxy/upstream';

/** The services of a port that compete for its connections, regardless of their hosts. */
export interface Competition {
  /** Services with a unique host, grouped by behavior: one service of a group represents the others. Some of each group, oldest first. */
  readonly alike: readonly (readonly Service[])[];
  /** Services that are distinguished by their own IP. */
  readonly byAddress: ReadonlyMap<string, readonly Service[]>;
  /** Hosts of the port that belong to several services. */
  readonly sharedHosts: readonly string[];
}

/** How one listener contains a service. */
interface Appearance {
  readonly service: Service;
  /** The listener, the protocol and the address range, as one text. */
  readonly text: string;
  /** Whether the listener can send it connections that are meant for other services. */
  readonly takesAnything: boolean;
  /** IP that it is bound to. Undefined if it shares the listener with other services. */
  readonly ip?: string;
}

/** Maximum number of services kept in a group. It is higher than the number of services that can share a name with one host. */
const MAX_ALIKE = 8;

/** The services that compete on a port of a sidecar. Computed once for each scope. */
export function competitionOn(context: ListenerContext, port: number): Competition {
  const { model, scope, dnsCapture } = context;
  return scope.once(`competition ${port} ${dnsCapture}`, () => {
    const isShared = (host: string) => model.servicesOf(host).length > 1;
    const canListen = (listener: EgressListener, host: string) => listener.port?.number === port
      || model.servicesOf(host).some(({ ports }) => portOf(ports, port));
    // The order of the services decides which of them is imported for an exact host, or whether one is.
    const sharedHosts = new Set(scope.listeners.flatMap(({ listener }) => listener.hosts
      .map(host => splitNamespace(host).name)
      .filter(host => isShared(host) && canListen(listener, host))));
    const byAddress = new Map<string, Service[]>();
    const alike = new Map<string, Service[]>();
    const routedHosts = [...new Set(scope.listeners.flatMap(({ virtualServices }) => virtualServices)
      .flatMap(({ tcp, hosts }) => tcp.length > 0 ? hosts : []))];
    for (const [service, appearances] of appearancesOn(context, port)) {
      if (isShared(service.host)) {
        sharedHosts.add(service.host);
        continue;
      }
      for (const { ip } of appearances) {
        if (ip === undefined) { continue; }
        append(byAddress, ip, service);
      }
      if (appearances.every(({ ip }) => ip !== undefined)) { continue; }
      const kind = kindOf(context, port, service, appearances, routedHosts);
      const services = alike.get(kind) ?? [];
      alike.set(kind, services);
      if (services.length < MAX_ALIKE) { services.push(service); }
    }
    return { alike: [...alike.values()], byAddress, sharedHosts: [...sharedHosts].sort() };
  });
}

/** How the listeners contain the services that they import. */
function appearancesOn({ scope, dnsCapture }: ListenerContext, port: number): Map<Service, Appearance[]> {
  const found = new Map<Service, Appearance[]>();
  scope.listeners.forEach(({ listener, services, onPort }, index) => {
    // All services that a listener with this port imports are part of it, whatever their ports.
    for (const { service, ports } of listener.port?.number === port ? services : onPort(port)) {
      const protocol = listener.port?.protocol ?? portOf(ports, port)?.protocol ?? '';
      const family = protocolFamily(protocol);
      const address = listener.bind !== undefined || family === ProtocolFamily.HTTP ? undefined : addressFor(service, dnsCapture);
      const cidr = parseCidr(address ?? '');
      const appearance = {
        service,
        // Ranges are compared with each other, so each range is a group of its own.
        text: `${index} ${protocol} ${cidr ? address : ''}`,
        takesAnything: family === ProtocolFamily.TCP || family === ProtocolFamily.AUTO,
        ip: cidr ? undefined : address,
      };
      append(found, service, appearance);
    }
  });
  return found;
}

/** A key for services that handle connections meant for other services in the same way. */
function kindOf(
  context: ListenerContext, port: number, service: Service, appearances: readonly Appearance[], routedHosts: readonly string[],
): string {
  const { model, scope } = context;
  const takesAnything = appearances.some(appearance => appearance.takesAnything);
  // With resolution NONE and endpoints, a service has listeners on its endpoints instead of one for all addresses.
  const isAtEndpoints = service.resolution === 'NONE'
    && (service.selectsLabels || service.isKubernetes || model.endpoints.of(service, port).length > 0);
  return [
    ...appearances.map(({ text }) => text),
    service.exposure.everywhere,
    service.created === undefined,
    isAtEndpoints && service.host,
    // Such a host can make Envoy reject the routes of the port.
    namespaceOfAll(service.host, model.settings),
    // A service that receives connections meant for others can drop them, or send them to another destination.
    takesAnything && upstreamState(model, scope.upstreams, context.client, { host: service.host, port }).kind,
    takesAnything && routedHosts.some(host => hostsOverlap(host, service.host)) && service.host,
  ].join(' ');
}
