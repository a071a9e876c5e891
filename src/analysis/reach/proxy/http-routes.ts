import { matchesRequest } from './http-match';
import type { ListenerContext } from './listener-context';
import type { ListenerScope } from './sidecar-scope';
import { appliesToRequests } from './static-match';
import { addressFor, Service, DeclaredPort } from '../../model/service';
import { RouteDestination, HttpMatch, HttpRule, routeDestinations, VirtualService } from '../../model/virtual-service';
import { isIpAddress, isIpv6 } from '../../syntax/addresses';
import { coversHost, hostsOverlap, wildcardsOver } from '../../syntax/hosts';
import { ProtocolFamily } from '../../syntax/protocols';
import { SERVICE_DOMAIN, namespaceOfAll, otherSpellings } from '../../syntax/service-hosts';

/** What becomes of a plain text request: it is forwarded, or the proxy answers by itself. */
export type RequestAction =
  | { readonly kind: 'forward'; readonly destinations: readonly RequestDestination[]; readonly virtualService?: VirtualService }
  | { readonly kind: 'answer'; readonly virtualService: VirtualService }
  /** No rule of the VirtualService applies. */
  | { readonly kind: 'none'; readonly virtualService?: VirtualService };

/** A place that a request is forwarded to. */
export interface RequestDestination {
  readonly host: string;
  readonly port: number;
  readonly subset?: string;
}

/** The routes of one host. */
interface VirtualHost {
  readonly virtualService?: VirtualService;
  readonly rules: readonly { readonly match?: HttpMatch; readonly action: RequestAction }[];
}

/** A service as the routes of one port know it: by its host in lower case. */
interface RoutedService {
  readonly host: string;
  readonly service: Service;
  readonly ports: readonly DeclaredPort[];
  readonly aliases: readonly string[];
}

/** By their host. */
type RoutedServices = ReadonlyMap<string, RoutedService>;

/** The routes of plain text requests on one port of a sidecar. */
export class RouteTable {
  /** Hosts and wildcards, each with its routes; with several where it is not certain which of them istiod takes. */
  private readonly domains = new Map<string, VirtualHost[]>();
  /** Wildcards that begin within a label, which no lookup by label finds. */
  private readonly partial: string[] = [];
  /** On a proxy port: the routes of services that have a listener of their own on its number, and the names that a request must have; any if there are none. */
  private readonly ofListeners = new Map<string, { readonly virtualHost: VirtualHost; readonly names?: readonly string[] }>();
  /** By namespace: the service for which Envoy refuses the routes of clients there. */
  private readonly invalidatingServices = new Map<string, Service>();

  /** What may become of a request from a namespace to a host, without port; undefined if the host is not known. */
  public actionsFor(host: string, namespace: string, path: string): readonly RequestAction[] | undefined {
    return this.domains.get(this.domainOf(host, namespace) ?? '')?.flatMap(virtualHost => actionsOf(virtualHost, host, path));
  }

  /** What may become of a request that reaches the listener of one service, whatever its host; undefined if the service has no routes. */
  public actionsForService(service: Service, host: string, path: string): readonly RequestAction[] | undefined {
    const own = this.ofListeners.get(service.host);
    if (own) { return own.names?.includes(host) === false ? undefined : actionsOf(own.virtualHost, host, path); }
    return this.domains.get(service.host)?.flatMap(virtualHost => actionsOf(virtualHost, host, path));
  }

  /**
   * The service for which Envoy refuses the routes of clients of a namespace. Within the namespace, `*.shop.svc.cluster.local` is short for `*`,
   * of which istiod has one already: for hosts that nobody knows.
   */
  public invalidatingServiceFor(namespace: string): Service | undefined {
    return this.invalidatingServices.get(namespace);
  }

  /** Adds the routes of a service under all its names. */
  public addService({ dnsCapture }: ListenerContext, routed: RoutedService, services: RoutedServices, virtualHost: VirtualHost): void {
    for (const domain of domainsOf(dnsCapture, routed, services)) { this.add(domain, virtualHost, virtualHost.virtualService !== undefined); }
    for (const name of [routed.host, ...routed.aliases]) {
      const namespace = namespaceOfAll(name);
      if (namespace !== undefined && !this.invalidatingServices.has(namespace)) { this.invalidatingServices.set(namespace, routed.service); }
    }
  }

  /** Adds the routes of a service for its own listener. Those that came first stay. */
  public addListener(host: string, virtualHost: VirtualHost, names?: readonly string[]): void {
    if (!this.ofListeners.has(host)) { this.ofListeners.set(host, { virtualHost, names }); }
  }

  /** Adds the routes of a host. Those that came first stay, unless it is not certain that they do. */
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
    // A name alone, or that of a pod of a headless one, is that of a Service in the client's namespace.
    const [label, ...rest] = host.split('.');
    const completed = [`${label}.${namespace}${SERVICE_DOMAIN}`, `*.${rest[0]}.${namespace}${SERVICE_DOMAIN}`][rest.length];
    if (completed !== undefined && this.domains.has(completed)) { return completed; }
    return [...wildcardsOver(host), ...this.partial.filter(domain => coversHost(domain, host))]
      .filter(domain => this.domains.has(domain) && host.length >= domain.length)
      .sort((a, b) => b.length - a.length)[0];
  }
}

/** The routes on a port; undefined if no listener of the Sidecar has any. Only the first listener for the port has a say in them. */
export function routeTable(context: ListenerContext, port: number): RouteTable | undefined {
  const owner = context.scope.listeners.find(({ listener }) => listener.port === undefined || listener.port.number === port);
  if (!owner) { return undefined; }
  const isProxyPort = owner.listener.port?.protocol === 'HTTP_PROXY';
  // A proxy port serves all ports of all services; the port in the Host is cut off, so only port 80 can be asked for.
  const routePort = isProxyPort ? 0 : port;
  const services = isProxyPort ? servicesOfProxyPort(owner) : servicesOnPort(owner, port);
  const table = new RouteTable();
  const virtualServices = routePort === 80 ? owner.virtualServices : owner.virtualServices.filter(touching(services));
  const routed = new Set<string>();
  for (const virtualService of virtualServices) {
    const virtualHost = virtualHostOf(context, virtualService, services, routePort);
    if (!virtualHost) { continue; }
    const { own, others } = hostsOf(virtualService, services, owner);
    if (isProxyPort) { own.filter(takesRequestsOn(port)).forEach(({ host }) => table.addListener(host, virtualHost)); }
    const requested = own.filter(({ ports }) => ports.some(candidate => isRequestPort(candidate) && (!isProxyPort || candidate.number === 80)));
    // Port 80 is served even if no service has it.
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
  // Of several services of one host, the last one counts. UDP has no routes.
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
  // On a proxy port the first port takes the bare names, and drops them if it isn't 80.
  const ports = routed.ports.filter(isRequestPort).slice(0, 1);
  for (const { number } of ports.filter(port => !isProxyPort || port.number === 80)) {
    table.addService(context, routed, services, forwarding(routed.host, number));
  }
}

/**
 * The routes that a service has of its own on a proxy port, for its own listener on that number: those for its host with the port. If port 80 took the bare names,
 * there are these, too, and then requests must have one of them.
 */
function addOwnListener(context: ListenerContext, table: RouteTable, routed: RoutedService, services: RoutedServices, port: number): void {
  if (port !== 80 && routed.ports.find(isRequestPort)?.number === 80) {
    table.addListener(routed.host, forwarding(routed.host, 80), domainsOf(context.dnsCapture, routed, services));
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

/** The Host values for which a service is meant. */
function domainsOf(dnsCapture: boolean, routed: RoutedService, services: RoutedServices): string[] {
  const names = [routed.host, ...routed.aliases].flatMap(name => [
    name,
    // A spelling that is the full name of another service with requests is left to that one.
    ...otherSpellings(name).filter(spelling => services.get(spelling)?.ports.some(isRequestPort) !== true),
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

/** The services that a VirtualService is about, and its hosts that are none of a service. */
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

/** Whether istiod finds a service among those that VirtualServices for wildcards may cover, where it looks hosts up in lower case but keeps them as they are written. */
function isIndexed({ services }: ListenerScope, { host, service }: RoutedService): boolean {
  return host === service.host || services.some(other => other.service.host === host);
}

/** The VirtualService whose host is closest to that of a service; the first one of several. */
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

/** Where a destination leads. Without a port it is the one that was dialled, or the only one of the service. */
function requestDestination(
  { host, port, subset }: RouteDestination,
  services: RoutedServices,
  routePort: number,
): RequestDestination {
  const routed = services.get(host);
  return {
    host: routed?.service.externalName ?? host,
    port: port ?? (routed?.ports.length === 1 ? routed.ports[0].number : routePort),
    subset,
  };
}

/** The actions of the first rule that applies, and of those before it that may apply. */
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
