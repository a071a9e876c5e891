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

/** The services of a port that compete for its connections, apart from their names. */
export interface Competition {
  /** Those that are alone with their host, by what makes them act alike: one of each kind stands for all. Some of each, the oldest first. */
  readonly alike: readonly (readonly Service[])[];
  /** Those that are told apart by their own IP. */
  readonly byAddress: ReadonlyMap<string, readonly Service[]>;
  /** Hosts of the port that several services have. */
  readonly sharedHosts: readonly string[];
}

/** How a service looks in one listener. */
interface Appearance {
  readonly service: Service;
  /** Which listener, with what protocol, at what place. */
  readonly text: string;
  /** Whether the listener may send it connections that are meant for others. */
  readonly takesAnything: boolean;
  /** IP that it is bound to; undefined if it shares the place with others. */
  readonly ip?: string;
}

/** Most services of a kind to choose from: more than can have a name in common with a host. */
const MAX_ALIKE = 8;

/** What competes on a port of a sidecar. Computed once for each scope. */
export function competitionOn(context: ListenerContext, port: number): Competition {
  const { model, scope, dnsCapture } = context;
  return model.once(`competition ${scope.key} ${port} ${dnsCapture}`, () => {
    const isShared = (host: string) => model.servicesOf(host).length > 1;
    const canListen = (listener: EgressListener, host: string) => listener.port?.number === port
      || model.servicesOf(host).some(({ ports }) => portOf(ports, port));
    // An exact host may be imported from one of several services, or from none, by their order.
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

/** How services look in the listeners that import them. */
function appearancesOn({ scope, dnsCapture }: ListenerContext, port: number): Map<Service, Appearance[]> {
  const found = new Map<Service, Appearance[]>();
  scope.listeners.forEach(({ listener, services, onPort }, index) => {
    // A listener of this port is made by all that it imports, whatever their ports.
    for (const { service, ports } of listener.port?.number === port ? services : onPort(port)) {
      const protocol = listener.port?.protocol ?? portOf(ports, port)?.protocol ?? '';
      const family = protocolFamily(protocol);
      const address = listener.bind !== undefined || family === ProtocolFamily.HTTP ? undefined : addressFor(service, dnsCapture);
      const cidr = parseCidr(address ?? '');
      const appearance = {
        service,
        // Ranges are compared with each other, so each is a kind of its own.
        text: `${index} ${protocol} ${cidr ? address : ''}`,
        takesAnything: family === ProtocolFamily.TCP || family === ProtocolFamily.AUTO,
        ip: cidr ? undefined : address,
      };
      append(found, service, appearance);
    }
  });
  return found;
}

/** What services have in common that act alike towards connections that are meant for others. */
function kindOf(
  context: ListenerContext, port: number, service: Service, appearances: readonly Appearance[], routedHosts: readonly string[],
): string {
  const { model, scope } = context;
  const takesAnything = appearances.some(appearance => appearance.takesAnything);
  // With endpoints, one whose connections keep their destination has listeners there instead of one for all addresses.
  const isAtEndpoints = service.resolution === 'NONE'
    && (service.selectsLabels || service.isKubernetes || model.endpoints.of(service, port).length > 0);
  return [
    ...appearances.map(({ text }) => text),
    service.exposure.everywhere,
    service.created === undefined,
    isAtEndpoints && service.host,
    // It may spoil the routes of the port.
    namespaceOfAll(service.host),
    // What takes connections of others may fail with them, or send them elsewhere.
    takesAnything && upstreamState(model, scope.upstreams, context.client, { host: service.host, port }).kind,
    takesAnything && routedHosts.some(host => hostsOverlap(host, service.host)) && service.host,
  ].join(' ');
}
