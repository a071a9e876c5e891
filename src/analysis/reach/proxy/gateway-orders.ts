import type { Client } from './client';
import { connectionRoutes, gatewayNameOf, isForRequests, isPlain, podPort, RunningServer, servedHosts, serversOn, sniHostsOf } from './gateway-listeners';
import { groupByEach } from '../../base/group-by';
import { selects } from '../../base/labels';
import { isOrderOpen, possibleOrders } from '../../model/age-orders';
import type { Gateway } from '../../model/gateway';
import type { MeshModel } from '../../model/mesh-model';
import type { Service } from '../../model/service';
import { destinationsMeant, VirtualService } from '../../model/virtual-service';
import { VirtualServiceIndex } from '../../model/virtual-service-index';
import { hostsOverlap, isPartialWildcard, wildcardsOver } from '../../syntax/hosts';

/** Maximum number of Gateways, of VirtualServices, and of services whose orders are tried. Each order needs a model or listeners of its own. */
const MAX_ORDERED = 24;

/** Gateways that can keep each other from having a server, a filter chain or a route, depending on which is older. */
interface Rivals {
  readonly gateways: ReadonlySet<Gateway>;
  readonly names: ReadonlySet<string>;
}

/** The Gateways of a port of a gateway's proxy, and what belongs to them. */
export interface GatewaysOfPort {
  /** Oldest first. */
  readonly gateways: readonly Gateway[];
  /** The Gateways whose order can matter, in groups that share no name. */
  readonly rivals: readonly Rivals[];
  /** Whether the order of a group never decides about connections for names of other groups. */
  readonly areGroupsApart: boolean;
  /** The VirtualServices of the Gateways, oldest first. */
  readonly virtualServices: readonly VirtualService[];
  /** Those with hosts that are not in lower case, which the index of `virtualServices` does not find. */
  readonly withCapitals: readonly VirtualService[];
  /** Whether a server uses `tcp` rules. */
  readonly usesTcpRules: boolean;
}

/** The Gateways of a port of a gateway's proxy, and what belongs to them. */
export function gatewaysAt(model: MeshModel, client: Client, port: number): GatewaysOfPort {
  const gateways = model.gateways.filter(({ selector, servers }) => (!selector || selects(selector, client.labels))
    && servers.some(server => podPort(model, client, server.port) === port));
  const names = new Set(gateways.map(gatewayNameOf));
  const virtualServices = model.virtualServices.filter(virtualService => virtualService.gateways.some(name => names.has(name)));
  const servers = serversOn(model, client, gateways, port);
  return {
    gateways,
    rivals: isOrderOpen(gateways) ? rivalsAmong(model, client, gateways, servers) : [],
    areGroupsApart: isNeverRefused(model, client, servers),
    virtualServices,
    withCapitals: virtualServices.filter(({ hosts }) => hosts.some(host => host !== host.toLowerCase())),
    usesTcpRules: servers.some(({ server: { protocol, tlsMode } }) => !isForRequests(protocol) && tlsMode !== 'PASSTHROUGH' && protocol !== 'HTTPS'),
  };
}

/**
 * The orders in which istiod can process the Gateways, as far as they can matter to a connection. The first is oldest first.
 *
 * @param asked the names or addresses that the connection is for, outside and inside its TLS; undefined for one that is not known
 * @returns undefined if there are too many orders to try
 */
export function orderedGateways(
  { gateways, rivals, areGroupsApart }: GatewaysOfPort, asked: readonly (string | undefined)[],
): (readonly Gateway[])[] | undefined {
  const matters = ({ names }: Rivals) => !areGroupsApart || asked.some(name => name === undefined || isAmong(names, name));
  const among = new Set(rivals.filter(matters).flatMap(group => [...group.gateways]));
  const open = among.size === 0 ? [] : gateways.filter(gateway => among.has(gateway));
  if (!isOrderOpen(open)) { return [gateways]; }
  if (open.length > MAX_ORDERED) { return undefined; }
  const others = gateways.filter(gateway => !among.has(gateway));
  return [gateways, ...possibleOrders(open).slice(1).map(order => [...order, ...others])];
}

/** Whether one of some names, or a wildcard among them, covers a name. */
function isAmong(names: ReadonlySet<string>, name: string): boolean {
  return [name, ...wildcardsOver(name), '*'].some(known => names.has(known));
}

/**
 * The Gateways whose order can matter: those that share a name with another one, or all if servers of different kinds share the port. The place of any other
 * Gateway among them changes nothing.
 */
function rivalsAmong(model: MeshModel, client: Client, gateways: readonly Gateway[], servers: readonly RunningServer[]): Rivals[] {
  const namesByGateway = new Map(gateways.map(gateway => [gatewayNameOf(gateway), new Set<string>()]));
  for (const running of servers) {
    for (const name of namesOf(model, client, running)) { namesByGateway.get(running.gateway)!.add(name); }
  }
  if (servers.some(({ server }) => isPlain(server)) && !servers.every(({ server }) => isForRequests(server.protocol))) {
    return [{ gateways: new Set(gateways), names: new Set([...namesByGateway.values()].flatMap(names => [...names])) }];
  }
  const gatewaysByName = groupByEach(gateways, gateway => namesByGateway.get(gatewayNameOf(gateway))!);
  const groups: Rivals[] = [];
  const seen = new Set<Gateway>();
  for (const first of gateways) {
    if (seen.has(first)) { continue; }
    const group = new Set([first]);
    const names = new Set<string>();
    // The set grows while it is walked.
    for (const gateway of group) {
      seen.add(gateway);
      for (const name of namesByGateway.get(gatewayNameOf(gateway))!) {
        if (names.has(name)) { continue; }
        names.add(name);
        gatewaysByName.get(name)!.forEach(other => group.add(other));
      }
    }
    if (group.size > 1) { groups.push({ gateways: group, names }); }
  }
  return groups;
}

/**
 * Whether Envoy accepts the listener of some servers in any order of their Gateways: all treat TLS in the same way, and no chain has a name twice or a partial
 * wildcard.
 */
function isNeverRefused(model: MeshModel, client: Client, servers: readonly RunningServer[]): boolean {
  const modes = new Set(servers.map(({ server: { protocol, tlsMode } }) => isForRequests(protocol) ? 'requests' : tlsMode === 'PASSTHROUGH' ? 'passed' : 'ended'));
  if (modes.size > 1 || new Set(servers.map(({ server }) => server.bind)).size > 1) { return false; }
  return !modes.has('ended') && !modes.has('passed') || servers.every(running => {
    const { hosts } = running.server;
    const chains = connectionRoutes(model, client, running, 'tls').map(({ match }) => match?.sniHosts ?? []);
    return [hosts, ...chains].every(names => new Set(names).size === names.length && !names.some(name => name.includes('/') || isPartialWildcard(name)));
  });
}

/** The names by which a server, its filter chains and its routes are found. */
function namesOf(model: MeshModel, client: Client, running: RunningServer): string[] {
  const { server, gateway } = running;
  const names = isForRequests(server.protocol)
    ? model.virtualServicesFor(gateway, client.namespace).flatMap(virtualService => servedHosts(server, virtualService))
    : connectionRoutes(model, client, running, 'tls').flatMap(({ match }) => match?.sniHosts ?? []);
  return [...sniHostsOf(server), ...names].map(name => name.toLowerCase());
}

/**
 * The model in the possible orders of the VirtualServices of a gateway and their destinations, as far as they can matter to a connection. The first is the model
 * itself.
 *
 * @param asked the names or addresses that the connection is for, outside and inside its TLS; undefined for one that is not known
 * @returns undefined if there are too many orders to try
 */
export function orderedModels(
  model: MeshModel, client: Client, atPort: GatewaysOfPort, asked: readonly (string | undefined)[],
): MeshModel[] | undefined {
  const relevant = relevantTo(model, atPort, asked);
  const meant = { namespace: client.namespace, names: asked };
  const hosts = new Set(relevant.flatMap(virtualService => destinationsMeant(virtualService, meant)).map(({ host }) => host));
  const isShared = (host: string) => model.servicesOf(host).length > 1;
  const rivals = [...hosts].filter(isShared).flatMap(host => model.servicesOf(host)).sort((a, b) => model.rankOf(a) - model.rankOf(b));
  if (!isOrderOpen(relevant) && !isOrderOpen(rivals)) { return [model]; }
  if (Math.max(relevant.length, rivals.length) > MAX_ORDERED) { return undefined; }
  const alone = [...hosts].filter(host => !isShared(host)).flatMap(host => model.servicesOf(host));
  const among = new Set(relevant);
  const others = atPort.virtualServices.filter(virtualService => !among.has(virtualService));
  const reordered = (services: readonly Service[], virtualServices: readonly VirtualService[]) => {
    return model.reordered([...services, ...alone], [...virtualServices, ...others]);
  };
  return [
    model,
    ...possibleOrders(rivals).slice(1).map(order => reordered(order, relevant)),
    ...possibleOrders(relevant).slice(1).map(order => reordered(rivals, order)),
  ];
}

/** The VirtualServices that can decide about a connection. Requests and names of servers never reach one for other hosts, whatever its age. */
function relevantTo(
  model: MeshModel, { virtualServices, withCapitals, usesTcpRules }: GatewaysOfPort, asked: readonly (string | undefined)[],
): VirtualService[] {
  const names = asked.filter(name => name !== undefined);
  if (names.length < asked.length) { return [...virtualServices]; }
  const found = new Set(VirtualServiceIndex.of(virtualServices).overlapping(...names));
  for (const virtualService of withCapitals) {
    if (names.some(name => virtualService.hosts.some(host => hostsOverlap(host.toLowerCase(), name)))) { found.add(virtualService); }
  }
  if (usesTcpRules) { virtualServices.filter(({ tcp }) => tcp.length > 0).forEach(virtualService => found.add(virtualService)); }
  return [...found].sort((a, b) => model.rankOfVirtualService(a) - model.rankOfVirtualService(b));
}
