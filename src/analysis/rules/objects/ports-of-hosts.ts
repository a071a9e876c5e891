import { ANY_NAMESPACE, servicesByNamespace } from './hosts-by-namespace';
import type { MeshModel } from '../../model/mesh-model';
import type { Service } from '../../model/service';
import { MESH_GATEWAY, StaticMatch, VirtualService } from '../../model/virtual-service';
import { ProtocolFamily, protocolFamily } from '../../syntax/protocols';

/** A port on which sidecars look for the rules of a VirtualService. */
export interface RoutedPort {
  readonly number: number;
  readonly protocol: string;
  readonly family: ProtocolFamily;
  /** Undefined for a listener of a Sidecar. */
  readonly service?: Service;
}

/** The ports of all hosts of a VirtualService. Undefined if a host can have more ports than the objects show. */
export function portsOfHosts(model: MeshModel, virtualService: VirtualService): readonly RoutedPort[] | undefined {
  return model.once(`ports of the hosts of VirtualService ${virtualService.ref.index}`, () => {
    const ports = virtualService.hosts.map(host => portsOfHost(model, host));
    return ports.every(known => known !== undefined) ? [...ports.flat(), ...listenerPorts(model)] : undefined;
  });
}

/** Whether a match, or a rule without matches, is for sidecars only. */
export function isForSidecarsOnly({ gateways }: VirtualService, match?: StaticMatch): boolean {
  const own = match && match.gateways.length > 0 ? match.gateways : gateways;
  return own.every(name => name === MESH_GATEWAY);
}

function portsOfHost(model: MeshModel, host: string): readonly RoutedPort[] | undefined {
  return model.once(`ports of ${host}`, () => {
    const index = servicesByNamespace(model).get(ANY_NAMESPACE);
    // Below a wildcard, other objects can add hosts, unless a service has the same wildcard.
    const own = host.startsWith('*') ? model.servicesOf(host) : index?.covering(host) ?? [];
    if (own.length === 0 || own.some(({ resolution }) => resolution === 'ALIAS')) { return undefined; }
    const services = host.startsWith('*') ? index?.coveredBy(host) ?? [] : own;
    return services.flatMap(service => service.ports.map(({ number, protocol, family }) => ({ number, protocol, family, service })));
  });
}

/** Listeners of Sidecars have ports of their own, to which the rules for their hosts apply. */
function listenerPorts(model: MeshModel): readonly RoutedPort[] {
  return model.once('ports of egress listeners', () => {
    const ports = model.sidecars.flatMap(({ egress }) => egress).flatMap(({ port }) => port ? [port] : []);
    return [...new Map(ports.map(port => [`${port.number} ${port.protocol}`, { ...port, family: protocolFamily(port.protocol) }])).values()];
  });
}
