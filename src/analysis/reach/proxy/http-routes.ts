import { matchesRequest } from './http-match';
import type { ListenerContext } from './listener-context';
import type { ListenerScope } from './sidecar-scope';
import { appliesToRequests } from './static-match';
import type { UpstreamName } from './upstream';
import { addressFor, Service, DeclaredPort } from '../../model/service';
import { RouteDestination, HttpMatch, HttpRule, routeDestinations, VirtualService } from '../../model/virtual-service';
import { isIpAddress, isIpv6 } from '../../syntax/addresses';
import { coversHost, hostsOverlap, wildcardsOver } from '../../syntax/hosts';
import { ProtocolFamily } from '../../syntax/protocols';
import { ClusterDomain, serviceSuffix, namespaceOfAll, otherSpellings } from '../../syntax/service-hosts';

/** What happens to a plain text request: it is forwarded, or the proxy answers it. */
export type RequestAction =
  | { readonly kind: 'forward'; readonly destinations: readonly RequestDestination[]; readonly virtualService?: VirtualService }
  | { readonly kind: 'answer'; readonly virtualService: VirtualService }
  /** No rule of the VirtualService applies. */
  | { readonly kind: 'none'; readonly virtualService?: VirtualService };

/** A destination of a request. */
export type RequestDestination = UpstreamName;

/** The routes of one host. */
interface VirtualHost {
  readonly virtualService?: VirtualService;
  readonly rules: readonly { readonly match?: HttpMatch; readonly action: RequestAction }[];
}

/** A service in the routes of one port, with its host in lower case. */
interface RoutedService {
  readonly host: string;
  readonly service: Service;
  readonly ports: readonly DeclaredPort[];
  readonly aliases: readonly string[];
}

/** Services by host. */
type RoutedServices = ReadonlyMap<string, RoutedService>;

/** The routes of plain text requests on one port of a sidecar. */
export class RouteTable {
  /** The routes of each host or wildcard. Several if it is uncertain which of them istiod uses. */
  private readonly domains = new Map<string, VirtualHost[]>();
  /** Wildcards for a part of a label, which a lookup by label does not find. */
  private readonly partial: string[] = [];
  /** On an HTTP proxy port: the routes of services with their own listener on this port, and the names that a request must have (any if undefined). */
  private readonly ofListeners = new Map<string, { readonly virtualHost: VirtualHost; readonly names?: readonly string[] }>();
  /** By namespace: the service that makes Envoy reject the routes of clients in the namespace. */
  private readonly invalidatingServices = new Map<string, Service>();

  public constructor(private readonly domain: ClusterDomain) {}

  /** The possible actions for a request from a namespace to a host without port. Undefined if the host is unknown. */
  public actionsFor(host: string, namespace: string, path: string): readonly RequestAction[] | undefined {
    return this.domains.get(this.domainOf(host, namespace) ?? '')?.flatMap(virtualHost => actionsOf(virtualHost, host, path));
  }

  /** The possible actions for a request to the listener of one service, whatever its host. Undefined if the service has no routes. */
  public actionsForService(service: Service, host: string, path: string): readonly RequestAction[] | undefined {
    const own = this.ofListeners.get(service.host);
    if (own) { return own.names?.includes(host) === false ? undefined : actionsOf(own.virtualHost, host, path); }
    return this.domains.get(service.host)?.flatMap(virtualHost => actionsOf(virtualHost, host, path));
  }

  /**
   * The service that makes Envoy reject the routes of clients in a namespace. In the namespace `shop`, istiod shortens `*.shop.svc.cluster.local` to
   * `*`, but the routes already have a `*` for unknown hosts.
   */
  public invalidatingServiceFor(namespace: string): Service | undefined {
    return this.invalidatingServices.get(namespace);
  }

  /** Adds the routes of a service under all its names. */
  public addService(context: ListenerContext, routed: RoutedService, services: RoutedServices, virtualHost: VirtualHost): void {
    for (const domain of domainsOf(context, routed, services)) { this.add(domain, virtualHost, virtualHost.virtualService !== undefined); }
    for (const name of [routed.host, ...routed.aliases]) {
      const namespace = namespaceOfAll(name, this.domain);
      if (namespace !== undefined && !this.invalidatingServices.has(namespace)) { this.invalidatingServices.set(namespace, routed.service); }
    }
  }

  /** Adds the routes of a service for its own listener. Routes that exist already are kept. */
  public addListener(host: string, virtualHost: VirtualHost, names?: readonly string[]): void {
    if (!this.ofListeners.has(host)) { this.ofListeners.set(host, { virtualHost, names }); }
  }

  /** Adds the routes of a host. Routes that exist already are kept. If the order is uncertain, the new routes are added as an alternative. */
  public add(domain: string, virtualHost: VirtualHost, isOrderCertain: boolean): void {
    const present = this.domains.get(domain);
    if (!present) {
      this.domains.set(domain, [virtualHost]);
      if (domain.startsWith('*') && !domain.startsWith('*.')) { this.partial.push(domain); }
    } else if (!isOrderCertain && present.every(({ virtualService }) => !virtualService)) {
      present.push(virtualHost);
    }
  }

  private domainOf(host: string, namespace: string): string | undefined {
    if (this.domains.has(host) && !host.startsWith('*')) { return host; }
    // A name without a namespace is a Service, or a pod of a headless Service, in the client's namespace.
    const [label, ...rest] = host.split('.');
    const suffix = serviceSuffix(this.domain);
    const completed = [`${label}.${namespace}${suffix}`, `*.${rest[0]}.${namespace}${suffix}`][rest.length];
    if (completed !== undefined && this.domains.has(completed)) { return completed; }
    return [...wildcardsOver(host), ...this.partial.filter(domain => coversHost(domain, host))]
      .filter(domain => this.domains.has(domain) && host.length >= domain.length)
      .sort((a, b) => b.length - a.length)[0];
  }
}

/** The routes on a port. Only the first egress listener for the port defines them. Undefined if there is no listener for the port. */
export function routeTable(context: ListenerContext, port: number): RouteTable | undefined {
  const owner = context.scope.listeners.find(({ listener }) => listener.port === undefined || listener.port.number === port);
  if (!owner) { return undefined; }
  const isProxyPort = owner.listener.port?.protocol === 'HTTP_PROXY';
  // An HTTP proxy port serves all ports of all services. The port in the Host is removed, so a question is always about port 80.
  const routePort = isProxyPort ? 0 : port;
  const services = isProxyPort ? servicesOfProxyPort(owner) : servicesOnPort(owner, port);
  const table = new RouteTable(context.model.settings);
  const virtualServices = routePort === 80 ? owner.virtualServices : owner.virtualServices.filter(touching(services));
  const routed = new Set<string>();
  for (const virtualService of virtualServices) {
    const virtualHost = virtualHostOf(context, virtualService, services, routePort);
    if (!virtualHost) { continue; }
    const { own, others } = hostsOf(virtualService, services, owner);
    if (isProxyPort) { own.filter(takesRequestsOn(port)).forEach(({ host }) => table.addListener(host, virtualHost)); }
    const requested = own.filter(({ ports }) => ports.some(candidate => isRequestPort(candidate) && (!isProxyPort || candidate.number === 80)));
    // Port 80 has routes even if no service has this port.
    if (requested.length === 0 && routePort !== 80) { continue; }
    for (const host of others) { table.add(host, virtualHost, true); }
    for (const service of requested) {
      routed.add(service.host);
      table.addService(context, service, services, virtualHost);
    }
  }
  for (const service of [...services.values()].filter(({ host }) => !routed.has(host))) {
    addOwnRoutes(context, table, service, services, isProxyPort);
  }
  if (isProxyPort) {
    for (const service of [...services.values()].filter(takesRequestsOn(port))) { addOwnListener(context, table, service, services, port); }
  }
  return table;
}

function servicesOnPort(owner: ListenerScope, port: number): Map<string, RoutedService> {
  // If several services have the same host, the last one counts. UDP has no routes.
  return new Map(owner.onPort(port).flatMap(({ service, ports, aliases }) => {
    const own = ports.find(({ number, family }) => number === port && family !== ProtocolFamily.UDP);
    const host = service.host.toLowerCase();
    return own ? [[host, { host, service, ports: [own], aliases }]] : [];
  }));
}

function servicesOfProxyPort(owner: ListenerScope): Map<string, RoutedService> {
  return new Map(owner.services.map(({ service, ports, aliases }) => [service.host, { host: service.host, service, ports, aliases }]));
}

function addOwnRoutes(
  context: ListenerContext,
  table: RouteTable,
  routed: RoutedService,
  services: RoutedServices,
  isProxyPort: boolean,
): void {
  if (routed.service.resolution === 'ALIAS') { return; }
  // On an HTTP proxy port, the first port gets the names without a port, and drops them if it isn't 80.
  const ports = routed.ports.filter(isRequestPort).slice(0, 1);
  for (const { number } of ports.filter(port => !isProxyPort || port.number === 80)) {
    table.addService(context, routed, services, forwarding(routed.host, number));
  }
}

/**
 * Adds the routes of a service that has its own listener on the number of an HTTP proxy port: the routes for its host with the port. If port 80 has
 * the names without a port, these names are added instead, and requests must have one of them.
 */
function addOwnListener(context: ListenerContext, table: RouteTable, routed: RoutedService, services: RoutedServices, port: number): void {
  if (port !== 80 && routed.ports.find(isRequestPort)?.number === 80) {
    table.addListener(routed.host, forwarding(routed.host, 80), domainsOf(context, routed, services));
  } else {
    table.addListener(routed.host, forwarding(routed.host, port));
  }
}

function forwarding(host: string, port: number): VirtualHost {
  return { rules: [{ action: { kind: 'forward', destinations: [{ host, port }] } }] };
}

function takesRequestsOn(port: number): (routed: RoutedService) => boolean {
  return ({ ports }) => ports.some(candidate => candidate.number === port && isRequestPort(candidate));
}

function isRequestPort({ family }: DeclaredPort): boolean {
  return family === ProtocolFamily.HTTP || family === ProtocolFamily.AUTO;
}

/** The Host values that mean a service. */
function domainsOf({ dnsCapture, model }: ListenerContext, routed: RoutedService, services: RoutedServices): string[] {
  const names = [routed.host, ...routed.aliases].flatMap(name => [
    name,
    // A spelling that is the full name of another service with HTTP belongs to that service.
    ...otherSpellings(name, model.settings).filter(spelling => services.get(spelling)?.ports.some(isRequestPort) !== true),
  ]);
  const { service } = routed;
  const ofPods = service.resolution === 'NONE' && service.isKubernetes ? names.map(name => `*.${name}`) : [];
  const address = addressFor(service, dnsCapture);
  const addresses = address !== undefined && isIpAddress(address) ? [isIpv6(address) ? `[${address}]` : address] : [];
  return [...names, ...ofPods, ...addresses];
}

function touching(services: RoutedServices): (virtualService: VirtualService) => boolean {
  const hosts = [...services.keys()];
  const wildcards = hosts.filter(host => host.startsWith('*'));
  return virtualService => virtualService.hosts.map(host => host.toLowerCase()).some(host => services.has(host)
    || (host.startsWith('*') ? hosts : wildcards).some(other => hostsOverlap(host, other)));
}

/** The services of the hosts of a VirtualService, and its hosts without a service. */
function hostsOf(
  virtualService: VirtualService,
  services: RoutedServices,
  owner: ListenerScope,
): { own: RoutedService[]; others: string[] } {
  const own: RoutedService[] = [];
  const others: string[] = [];
  const hosts = virtualService.hosts.map(host => host.toLowerCase());
  for (const host of hosts.filter(name => !name.startsWith('*'))) {
    const service = services.get(host);
    if (service) { own.push(service); } else { others.push(host); }
  }
  for (const host of hosts.filter(name => name.startsWith('*'))) {
    const covered = [...services.values()].filter(service => hostsOverlap(service.host, host));
    own.push(...covered.filter(routed => isIndexed(owner, routed) && mostSpecific(owner, routed.host) === virtualService));
    if (covered.length === 0) { others.push(host); }
  }
  return { own, others };
}

/**
 * Whether istiod finds a service when it looks for the services that a VirtualService with a wildcard covers. istiod looks up hosts in lower case, but
 * stores them as written.
 */
function isIndexed({ services }: ListenerScope, { host, service }: RoutedService): boolean {
  return host === service.host || services.some(other => other.service.host === host);
}

/** The VirtualService with the most specific host for a service. The first one if there are several. */
function mostSpecific(owner: ListenerScope, host: string): VirtualService | undefined {
  let best: { host: string; virtualService: VirtualService } | undefined;
  for (const virtualService of owner.virtualServices) {
    for (const candidate of virtualService.hosts.filter(name => coversHost(name, host))) {
      if (candidate === host && best?.host !== host) {
        best = { host: candidate, virtualService };
      } else if (!best || (best.host !== host && candidate.length > best.host.length)) {
        best = { host: candidate, virtualService };
      }
    }
  }
  return best?.virtualService;
}

function virtualHostOf(
  { client }: ListenerContext,
  virtualService: VirtualService,
  services: RoutedServices,
  port: number,
): VirtualHost | undefined {
  const rules = virtualService.http.flatMap(rule => {
    const action = actionOf(rule, virtualService, services, port);
    if (rule.matches.length === 0) { return [{ action }]; }
    return rule.matches.filter(match => appliesToRequests(match, client, port)).map(match => ({ match, action }));
  });
  return rules.length > 0 ? { virtualService, rules } : undefined;
}

function actionOf({ action }: HttpRule, virtualService: VirtualService, services: RoutedServices, port: number): RequestAction {
  if (action.kind === 'answer') { return { kind: 'answer', virtualService }; }
  const destinations = routeDestinations(action).map(destination => requestDestination(destination, services, port));
  return { kind: 'forward', virtualService, destinations };
}

/** The target of a destination. Without a port, it is the only port of the service, otherwise the port that the client connects to. */
function requestDestination(
  { host, port, subset, aborts }: RouteDestination,
  services: RoutedServices,
  routePort: number,
): RequestDestination {
  const routed = services.get(host);
  return {
    host: routed?.service.externalName ?? host,
    port: port ?? (routed?.ports.length === 1 ? routed.ports[0].number : routePort),
    subset,
    ...aborts ? { aborts } : {},
  };
}

/** The actions of the first rule that applies, and of the rules before it that can apply. */
function actionsOf({ virtualService, rules }: VirtualHost, host: string, path: string): RequestAction[] {
  const possible: RequestAction[] = [];
  for (const { match, action } of rules) {
    const applies = match ? matchesRequest(match, host, path) : true;
    if (applies === false) { continue; }
    possible.push(action);
    if (applies) { return possible; }
  }
  return [...possible, { kind: 'none', virtualService }];
}
