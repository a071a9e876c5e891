import { Client } from './client';
import { addUpstream, ScopedService } from './scoped-service';
import { BoundedCache, onceIn } from '../../base/bounded-cache';
import { append } from '../../base/group-by';
import { SelectorIndex } from '../../base/selector-index';
import { oldest } from '../../model/age';
import { isExposedTo } from '../../model/exposure';
import type { MeshModel } from '../../model/mesh-model';
import { portOf, Service, DeclaredPort } from '../../model/service';
import { DEFAULT_EGRESS, EgressListener, EgressProxy, Sidecar } from '../../model/sidecar';
import { destinationsFor, MESH_GATEWAY, VirtualService } from '../../model/virtual-service';
import { isIstioAtLeast } from '../../settings/istio-version';
import { OutboundTrafficMode } from '../../settings/mesh-settings';
import { parseEgressHost } from '../../syntax/egress-host-syntax';
import { coversHost, hostsOverlap } from '../../syntax/hosts';

/** What one egress listener imports. */
export interface ListenerScope {
  readonly listener: EgressListener;
  /** In the order in which istiod builds listeners for them. */
  readonly services: readonly ScopedService[];
  readonly virtualServices: readonly VirtualService[];
  /** The services that have a port, in the same order. */
  onPort(port: number): readonly ScopedService[];
}

/** Everything that a sidecar imports. */
export interface SidecarScope {
  /** Undefined if no Sidecar applies. */
  readonly sidecar?: Sidecar;
  readonly outboundTrafficPolicy: OutboundTrafficMode;
  readonly egressProxy?: EgressProxy;
  readonly listeners: readonly ListenerScope[];
  /** Services with clusters, by host: first those that the listeners import, then the destinations of their VirtualServices. */
  readonly upstreams: ReadonlyMap<string, ScopedService>;
  /** Computes a value of the scope once. It is forgotten with the scope. */
  once<T>(key: string, compute: () => T): T;
}

/** The most services of the scopes that a model keeps. In a large mesh where each namespace imports everything, the scopes of all of them do not fit into memory. */
const MAX_KEPT_SERVICES = 100_000;

/**
 * The Sidecars that can apply to a client. Several if this depends on their unknown ages. `undefined` means that no Sidecar applies.
 */
export function applicableSidecars(model: MeshModel, client: Client): (Sidecar | undefined)[] {
  const own = sidecarsIn(model, client.namespace);
  const bySelector = oldest(own.withSelector.selecting(client.labels));
  if (bySelector.length > 0) { return bySelector; }
  if (own.ofNamespace.length > 0) { return [...own.ofNamespace]; }
  const { ofNamespace: ofMesh } = sidecarsIn(model, model.settings.rootNamespace);
  return ofMesh.length > 0 ? [...ofMesh] : [undefined];
}

interface SidecarsOfNamespace {
  readonly withSelector: SelectorIndex<Sidecar>;
  /** Those without a selector that can be the oldest. */
  readonly ofNamespace: readonly Sidecar[];
}

function sidecarsIn(model: MeshModel, namespace: string): SidecarsOfNamespace {
  const known = model.onceForAllOrders('Sidecars that can apply in a namespace', () => new Map<string, SidecarsOfNamespace>());
  return onceIn(known, namespace, () => {
    const all = model.sidecarsOf(namespace);
    return {
      withSelector: new SelectorIndex(all.filter(({ selector }) => selector !== undefined), ({ selector }) => selector!),
      ofNamespace: oldest(all.filter(({ selector }) => selector === undefined)),
    };
  });
}

/**
 * The scope of the sidecars in a namespace with a Sidecar, or without one. Computed once for each model, and once for all namespaces that share it.
 */
export function sidecarScope(model: MeshModel, namespace: string, sidecar: Sidecar | undefined): SidecarScope {
  const key = `scope of ${sidecar?.ref.index ?? 'none'} in ${isOrdinary(model, namespace, sidecar) ? 'any namespace' : `namespace ${namespace}`}`;
  const scopes = model.once('scopes of sidecars', () => new BoundedCache<SidecarScope>(MAX_KEPT_SERVICES, ({ upstreams: { size } }) => size));
  return scopes.once(key, () => {
    const listeners = (sidecar?.egress ?? DEFAULT_EGRESS).map((listener, index) => {
      const hosts = model.onceForAllOrders(`hosts of listener ${index}, ${key}`, () => classify(model, namespace, listener.hosts));
      return listenerScope(model, namespace, listener, hosts);
    });
    const computed = new Map<string, unknown>();
    return {
      sidecar,
      outboundTrafficPolicy: sidecar?.outboundTrafficPolicy ?? model.settings.outboundTrafficPolicy,
      egressProxy: sidecar?.egressProxy,
      listeners,
      upstreams: upstreams(model, namespace, listeners),
      once: (name, compute) => onceIn(computed, name, compute),
    };
  });
}

/** Whether the scope does not depend on the namespace. All such namespaces share one scope, so it is computed only once. */
function isOrdinary(model: MeshModel, namespace: string, sidecar: Sidecar | undefined): boolean {
  const special = namespacesWithOwnScope(model);
  return special !== 'all' && !special.has(namespace) && !(sidecar && namesOwnNamespace(sidecar));
}

/** The namespaces whose sidecars can import something else than those of other namespaces with the same Sidecar. */
export function namespacesWithOwnScope(model: MeshModel): ReadonlySet<string> | 'all' {
  return model.once('special namespaces', () => {
    const asksForNamespace = model.virtualServices.some(({ http, tls, tcp }) => [...http, ...tls, ...tcp]
      .some(({ matches }) => matches.some(({ sourceNamespace }) => sourceNamespace !== undefined)));
    if (asksForNamespace || model.services.some(({ externalName }) => externalName !== undefined)) { return 'all' as const; }
    const named = [...model.services, ...model.virtualServices].filter(({ exposure }) => !exposure.everywhere);
    const shared = [...model.servicesByHost().values()].filter(([first, ...others]) => others.some(other => other.namespace !== first.namespace))
      .flat();
    return new Set([...named.flatMap(({ exposure, namespace: own }) => [...exposure.namespaces, own]), ...shared.map(service => service.namespace)]);
  });
}

/** Whether a Sidecar has hosts of its client's own namespace (`./`). */
export function namesOwnNamespace({ egress }: Sidecar): boolean {
  return egress.some(({ hosts }) => hosts.some(host => host.startsWith('./') || host.startsWith('~./')));
}

/** Hosts of a listener for services of one namespace, or of any namespace. */
interface HostClass {
  readonly exact: Set<string>;
  readonly wildcards: string[];
  readonly excluded: string[];
}

const ANY_NAMESPACE = '*';

/** The hosts of a listener, by namespace. */
interface HostClasses {
  readonly classes: ReadonlyMap<string, HostClass>;
  /** Whether they are all names of services of one namespace. */
  readonly allExact: boolean;
}

function listenerScope(model: MeshModel, namespace: string, listener: EgressListener, { classes, allExact }: HostClasses): ListenerScope {
  const candidates = allExact ? exactServices(model, namespace, classes) : candidateServices(model, namespace, classes);
  const services = oneNamespaceForEachHost(namespace, candidates.flatMap(service => {
    const ports = importedPorts(listener, service);
    const by = importedBy(classes, service);
    return ports && by ? [{ service, ports, aliases: model.aliasesOf(service.host).filter(alias => imports(by, alias)) }] : [];
  }));
  let byPort: Map<number, ScopedService[]> | undefined;
  return {
    listener,
    services,
    virtualServices: importedVirtualServices(model, namespace, classes),
    onPort: port => {
      byPort ??= indexByPort(services);
      return byPort.get(port) ?? [];
    },
  };
}

function indexByPort(services: readonly ScopedService[]): Map<number, ScopedService[]> {
  const byPort = new Map<number, ScopedService[]>();
  for (const scoped of services) {
    for (const number of new Set(scoped.ports.map(port => port.number))) {
      append(byPort, number, scoped);
    }
  }
  return byPort;
}

function classify(model: MeshModel, namespace: string, hosts: readonly string[]): HostClasses {
  const canExclude = isIstioAtLeast(model.settings.istioVersion, '1.31');
  const classes = new Map<string, HostClass>();
  let allExact = true;
  for (const host of hosts) {
    const parts = parseEgressHost(host);
    if (!parts) { continue; }
    const { dnsName: name } = parts;
    // Without a namespace, an exclusion is about all of them.
    const excludesAll = !parts.exclusion && parts.namespace === '~';
    const isExclusion = parts.exclusion || excludesAll;
    if (isExclusion && !canExclude) { continue; }
    const named = excludesAll ? ANY_NAMESPACE : parts.namespace;
    const key = named === '.' ? namespace : named;
    const hostClass = classes.get(key) ?? { exact: new Set<string>(), wildcards: [], excluded: [] };
    classes.set(key, hostClass);
    if (isExclusion) {
      hostClass.excluded.push(name);
    } else if (name.startsWith('*')) {
      hostClass.wildcards.push(name);
    } else {
      hostClass.exact.add(name);
    }
    allExact &&= isExclusion || (!name.startsWith('*') && key !== ANY_NAMESPACE);
  }
  return { classes, allExact };
}

/** The services of a listener with only exact hosts: one for each host. istiod looks each host up instead of searching all services. */
function exactServices(model: MeshModel, namespace: string, classes: ReadonlyMap<string, HostClass>): Service[] {
  const found = [...classes].flatMap(([ofNamespace, { exact }]) => [...exact].flatMap(host => {
    const service = model.serviceOf(host, ofNamespace);
    return service && isExposedTo(service.exposure, namespace) ? [service] : [];
  }));
  return found.sort((a, b) => model.rankOf(a) - model.rankOf(b));
}

/**
 * The services that a listener can import, in the order in which istiod processes them. If the listener has named namespaces only, services of other
 * namespaces are not searched.
 */
function candidateServices(model: MeshModel, namespace: string, classes: ReadonlyMap<string, HostClass>): readonly Service[] {
  if (classes.has(ANY_NAMESPACE)) { return model.servicesVisibleTo(namespace); }
  return [...classes.keys()]
    .flatMap(name => model.servicesIn(name))
    .filter(({ exposure }) => isExposedTo(exposure, namespace))
    .sort((a, b) => Number(a.exposure.everywhere) - Number(b.exposure.everywhere) || model.rankOf(a) - model.rankOf(b));
}

/** The ports of a service that a listener imports. Undefined if the service has no such port. */
function importedPorts({ port }: EgressListener, service: Service): readonly DeclaredPort[] | undefined {
  if (!port || port.number === 0 || port.protocol === 'HTTP_PROXY') { return service.ports; }
  const found = portOf(service.ports, port.number);
  return found && [found];
}

/** The hosts of a listener that import a service. Undefined if no host does. */
function importedBy(classes: ReadonlyMap<string, HostClass>, { host, namespace }: Service): HostClass | undefined {
  const relevant = [classes.get(namespace), classes.get(ANY_NAMESPACE)].filter(hostClass => hostClass !== undefined);
  return isExcluded(relevant, host) ? undefined : relevant.find(hostClass => imports(hostClass, host));
}

function imports({ exact, wildcards }: HostClass, host: string): boolean {
  return exact.has(host) || wildcards.some(wildcard => coversHost(wildcard, host));
}

function isExcluded(classes: readonly HostClass[], host: string): boolean {
  return classes.some(({ excluded }) => excluded.some(pattern => coversHost(pattern, host)));
}

/** Keeps one namespace for each host: the client's own, otherwise that of a Kubernetes Service, otherwise the first one. */
function oneNamespaceForEachHost(namespace: string, imported: readonly ScopedService[]): ScopedService[] {
  const chosen = new Map<string, Service>();
  for (const { service } of imported) {
    const before = chosen.get(service.host);
    const outranks = !before || service.namespace === namespace
      || (before.namespace !== namespace && !before.isKubernetes && service.isKubernetes);
    if (outranks) { chosen.set(service.host, service); }
  }
  return imported.filter(({ service }) => chosen.get(service.host)?.namespace === service.namespace);
}

function importedVirtualServices(model: MeshModel, namespace: string, classes: ReadonlyMap<string, HostClass>): VirtualService[] {
  return model.virtualServicesFor(MESH_GATEWAY, namespace).filter(virtualService => {
    const relevant = [classes.get(virtualService.namespace), classes.get(ANY_NAMESPACE)].filter(hostClass => hostClass !== undefined);
    return virtualService.hosts.some(host => !isExcluded(relevant, host) && relevant.some(hostClass => overlaps(hostClass, host)));
  });
}

/** Whether the host of a VirtualService overlaps with the imported hosts. An exact host also imports a VirtualService with a wildcard. */
function overlaps({ exact, wildcards }: HostClass, host: string): boolean {
  return exact.has(host)
    || wildcards.some(wildcard => hostsOverlap(wildcard, host))
    || (host.startsWith('*') && [...exact].some(name => coversHost(host, name)));
}

function upstreams(model: MeshModel, namespace: string, listeners: readonly ListenerScope[]): Map<string, ScopedService> {
  const known = new Map<string, ScopedService>();
  for (const { listener, services, virtualServices } of listeners) {
    for (const scoped of services) { addUpstream(known, scoped); }
    for (const virtualService of virtualServices) {
      for (const [host, numbers] of destinationPorts(virtualService, namespace)) {
        const service = destinationService(model, namespace, host);
        if (!service) { continue; }
        const matchesPort = listener.port !== undefined && listener.port.number !== 0 && listener.port.protocol !== 'HTTP_PROXY';
        const ports = matchesPort ? importedPorts(listener, service) : destinationServicePorts(service, numbers);
        if (ports) { addUpstream(known, { service, ports, aliases: [] }); }
      }
    }
  }
  return known;
}

/** Destination ports of the routes of a VirtualService, by host. Undefined if a destination has no port. */
function destinationPorts(virtualService: VirtualService, namespace: string): Map<string, Set<number> | undefined> {
  const byHost = new Map<string, Set<number> | undefined>();
  for (const { host, port } of destinationsFor(virtualService, namespace)) {
    const ports = byHost.has(host) ? byHost.get(host) : new Set<number>();
    byHost.set(host, port === undefined ? undefined : ports?.add(port));
  }
  return byHost;
}

function destinationServicePorts(service: Service, numbers: Set<number> | undefined): readonly DeclaredPort[] | undefined {
  if (!numbers) { return service.ports; }
  const ports = service.ports.filter(({ number }) => numbers.has(number));
  return ports.length > 0 || service.ports.length === 0 ? ports : undefined;
}

/** The service of a route destination: that of the client's namespace, otherwise a Kubernetes Service, otherwise the oldest visible service. */
function destinationService(model: MeshModel, namespace: string, host: string): Service | undefined {
  const own = model.serviceOf(host, namespace);
  if (own) { return own; }
  const namespaces = [...new Set(model.servicesOf(host).map(service => service.namespace))];
  const visible = namespaces
    .map(name => model.serviceOf(host, name))
    .filter(service => service !== undefined && isExposedTo(service.exposure, namespace)) as Service[];
  if (!isIstioAtLeast(model.settings.istioVersion, '1.30')) {
    return visible.sort((a, b) => a.namespace < b.namespace ? -1 : 1)[0];
  }
  return visible.find(({ isKubernetes }) => isKubernetes) ?? visible[0];
}

