import { compareAge } from './age';
import { withDelegates } from './delegates';
import { DestinationRule, destinationRuleOf } from './destination-rule';
import { DestinationRules } from './destination-rules';
import { EndpointIndex, workloadEntryOf, WorkloadEntry } from './endpoints';
import { isExposedTo } from './exposure';
import { Gateway, gatewayOf } from './gateway';
import { Service, serviceOfKubernetes, servicesOfEntry } from './service';
import { Sidecar, sidecarOf } from './sidecar';
import { VirtualService, virtualServiceOf } from './virtual-service';
import { MeshWorkload, workloadOf } from './workload';
import { onceIn } from '../base/bounded-cache';
import { groupBy, groupByEach } from '../base/group-by';
import { groupKindOf } from '../base/group-kind';
import { isRecord, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { meetsLabelSelector } from '../base/label-selector';
import { Labels, labelsOf, NAMESPACE_NAME, selects } from '../base/labels';
import { withinMaxLevels } from '../base/nesting';
import { openLists } from '../base/object-list';
import { refOf } from '../base/object-ref';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../settings/mesh-settings';
import { wildcardsOver } from '../syntax/hosts';
import { serviceSuffix } from '../syntax/service-hosts';

/** Objects that istiod processes in an order that matters. */
interface Ordered {
  readonly services: readonly Service[];
  readonly virtualServices: readonly VirtualService[];
}

/** Everything that does not depend on the order. */
interface Unordered {
  readonly objects: readonly KubernetesObject[];
  readonly settings: MeshSettings;
  readonly sidecars: readonly Sidecar[];
  readonly gateways: readonly Gateway[];
  readonly destinationRules: DestinationRules;
  readonly workloads: readonly MeshWorkload[];
  readonly workloadEntries: readonly WorkloadEntry[];
  readonly namespaceLabels: ReadonlyMap<string, Labels>;
  readonly endpoints: EndpointIndex;
  /** Routes of the Kubernetes Gateway API that can route traffic of sidecars. */
  readonly meshRoutes: readonly KubernetesObject[];
  readonly hiddenNamespaces: ReadonlySet<string>;
  /** Values that are computed on demand, by key. */
  readonly computed: Map<string, unknown>;
}

/**
 * The objects of a mesh as istiod sees them: services, routes, Sidecars, gateways and workloads.
 *
 * Building a model takes time linear in the number of objects (times the logarithm for sorting). Derived values are computed on demand and cached.
 */
export class MeshModel {
  /**
   * Builds a model from a list of objects. Lists of objects are opened. Objects of other kinds and values that are not objects are left out. Nothing is
   * validated.
   */
  public static of(given: readonly KubernetesObject[], settings: MeshSettings = DEFAULT_MESH_SETTINGS): MeshModel {
    const objects = openLists(given).map(({ object }) => isRecord(object) ? withinMaxLevels(object).value : object);
    const namespaceLabels = new Map<string, Labels>();
    const known: { object: KubernetesObject; index: number; kind: string }[] = [];
    objects.forEach((object, index) => {
      if (!isRecord(object) || typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') { return; }
      const kind = groupKindOf(object);
      known.push({ object, index, kind });
      if (kind === 'Namespace') {
        const metadata = recordOf(object.metadata);
        const name = textOf(metadata.name) ?? '';
        namespaceLabels.set(name, { ...labelsOf(metadata.labels), [NAMESPACE_NAME]: name });
      }
    });
    const labelsOfNamespace = (name: string) => namespaceLabels.get(name) ?? { [NAMESPACE_NAME]: name };
    const services: Service[] = [];
    const virtualServices: VirtualService[] = [];
    const sidecars: Sidecar[] = [];
    const gateways: Gateway[] = [];
    const destinationRules: DestinationRule[] = [];
    const workloads: MeshWorkload[] = [];
    const workloadEntries: WorkloadEntry[] = [];
    const meshRoutes: KubernetesObject[] = [];
    const hidden = hiddenNamespaces(namespaceLabels, settings);
    for (const { object, index, kind } of known) {
      if (hidden.size > 0 && hidden.has(refOf(object, index).namespace) && kind !== 'Namespace') { continue; }
      switch (kind) {
        case 'networking.istio.io/ServiceEntry': services.push(...servicesOfEntry(object, index, settings, labelsOfNamespace)); break;
        case 'Service': services.push(serviceOfKubernetes(object, index, settings)); break;
        case 'networking.istio.io/VirtualService': virtualServices.push(virtualServiceOf(object, index, settings)); break;
        case 'networking.istio.io/Sidecar': sidecars.push(sidecarOf(object, index)); break;
        case 'networking.istio.io/Gateway': gateways.push(gatewayOf(object, index)); break;
        case 'networking.istio.io/DestinationRule': destinationRules.push(destinationRuleOf(object, index, settings)); break;
        case 'networking.istio.io/WorkloadEntry': workloadEntries.push(workloadEntryOf(object, index)); break;
        default:
          if (/^gateway\.networking\.k8s\.io\/(?:HTTP|GRPC|TLS|TCP)Route$/.test(kind)) { meshRoutes.push(object); }
      }
      const workload = workloadOf(object, index);
      if (workload) { workloads.push(workload); }
    }
    services.sort(compareAge);
    return new MeshModel(
      { services, virtualServices: withDelegates(virtualServices).sort(compareAge) },
      {
        objects,
        settings,
        // Sidecars with a selector come first, regardless of age.
        sidecars: sidecars.sort((a, b) => Number(a.selector === undefined) - Number(b.selector === undefined) || compareAge(a, b)),
        gateways: gateways.sort(compareAge),
        destinationRules: new DestinationRules(destinationRules, settings.rootNamespace),
        workloads,
        workloadEntries,
        namespaceLabels,
        endpoints: new EndpointIndex(services, workloadEntries),
        meshRoutes,
        hiddenNamespaces: hidden,
        computed: new Map(),
      },
    );
  }

  public readonly objects: readonly KubernetesObject[];
  public readonly settings: MeshSettings;
  /** The Kubernetes Services, and one service for each host and address of each ServiceEntry. Oldest first. */
  public readonly services: readonly Service[];
  /** Oldest first. Rules that delegate are replaced by those of the delegate. */
  public readonly virtualServices: readonly VirtualService[];
  /** In the order in which istiod tries them: Sidecars with a selector first, then oldest first. */
  public readonly sidecars: readonly Sidecar[];
  public readonly gateways: readonly Gateway[];
  public readonly destinationRules: DestinationRules;
  public readonly workloads: readonly MeshWorkload[];
  public readonly workloadEntries: readonly WorkloadEntry[];
  /** Labels of the Namespaces in the list of objects. */
  public readonly namespaceLabels: ReadonlyMap<string, Labels>;
  public readonly endpoints: EndpointIndex;
  public readonly meshRoutes: readonly KubernetesObject[];
  /** Namespaces that istiod ignores with all their objects, because `discoverySelectors` do not select them. */
  public readonly hiddenNamespaces: ReadonlySet<string>;

  /** The mesh with all its services and VirtualServices. This mesh itself, unless it is a part made by `reordered()`. */
  public readonly whole: MeshModel;

  private readonly computed = new Map<string, unknown>();

  private constructor(ordered: Ordered, private readonly unordered: Unordered, whole?: MeshModel) {
    this.whole = whole ?? this;
    this.services = ordered.services;
    this.virtualServices = ordered.virtualServices;
    this.objects = unordered.objects;
    this.settings = unordered.settings;
    this.sidecars = unordered.sidecars;
    this.gateways = unordered.gateways;
    this.destinationRules = unordered.destinationRules;
    this.workloads = unordered.workloads;
    this.workloadEntries = unordered.workloadEntries;
    this.namespaceLabels = unordered.namespaceLabels;
    this.endpoints = unordered.endpoints;
    this.meshRoutes = unordered.meshRoutes;
    this.hiddenNamespaces = unordered.hiddenNamespaces;
  }

  /** The same mesh with only some of its services and VirtualServices, in the given order. */
  public reordered(services: readonly Service[], virtualServices: readonly VirtualService[]): MeshModel {
    return new MeshModel({ services, virtualServices }, this.unordered, this.whole);
  }

  /** The services of a host, oldest first. The spelling of the host must be that of the service. */
  public servicesOf(host: string): readonly Service[] {
    return this.servicesByHost().get(host) ?? [];
  }

  /** All services by host. Oldest first for each host. */
  public servicesByHost(): ReadonlyMap<string, readonly Service[]> {
    return this.once('services by host', () => groupBy(this.services, service => service.host));
  }

  /** The Kubernetes Service that a client in a namespace means by a name, after DNS completes the name. Undefined if there is none. */
  public kubernetesServiceNamed(name: string, clientNamespace: string): Service | undefined {
    const byHost = this.once('Kubernetes Services by host', () => groupBy(this.services.filter(({ isKubernetes }) => isKubernetes), ({ host }) => host));
    if (byHost.size === 0) { return undefined; }
    const suffix = serviceSuffix(this.settings);
    const meant = [name, `${name}.${clientNamespace}${suffix}`, `${name}${suffix}`, `${name}${suffix.slice('.svc'.length)}`].find(spelling => byHost.has(spelling));
    return meant === undefined ? undefined : byHost.get(meant)![0];
  }

  /** The hosts that a client in a namespace can mean by a name, as services spell them: the name itself, its wildcards, and the name as DNS completes it. */
  public hostsMeantBy(name: string, clientNamespace: string): string[] {
    const byLowerCase = this.once('hosts in lower case', () => groupBy([...this.servicesByHost().keys()], host => host.toLowerCase()));
    const hasWildcards = this.once('has wildcards', () => [...byLowerCase.keys()].some(host => host.startsWith('*')));
    const service = this.kubernetesServiceNamed(name, clientNamespace);
    const hosts = [name, ...hasWildcards ? wildcardsOver(name) : []].flatMap(spelling => byLowerCase.get(spelling) ?? []);
    return service && !hosts.includes(service.host) ? [...hosts, service.host] : hosts;
  }

  /** The services with an address, either their own or an allocated one. */
  public servicesAt(address: string): readonly Service[] {
    return this.once('services by address', () => groupByEach(
      this.services,
      service => [service.address, service.autoAddress].filter(known => known !== undefined),
    )).get(address) ?? [];
  }

  /** The services with a port, oldest first. */
  public servicesOnPort(port: number): readonly Service[] {
    return this.once('services by port', () => groupByEach(this.services, service => new Set(service.ports.map(({ number }) => number)))).get(port) ?? [];
  }

  /** The services of a namespace, oldest first. */
  public servicesIn(namespace: string): readonly Service[] {
    return this.once('services by their namespace', () => groupBy(this.services, service => service.namespace)).get(namespace) ?? [];
  }

  /** The workloads of a namespace. */
  public workloadsIn(namespace: string): readonly MeshWorkload[] {
    return this.onceForAllOrders('workloads by their namespace', () => groupBy(this.workloads, workload => workload.namespace)).get(namespace) ?? [];
  }

  /** The workloads whose pods a Service selects. None if it has no selector. */
  public workloadsOf({ selector, namespace }: Pick<Service, 'selector' | 'namespace'>): readonly MeshWorkload[] {
    return selector ? this.workloadsIn(namespace).filter(({ labels }) => selects(selector, labels)) : [];
  }

  /** The index of a service in the order of all services. */
  public rankOf(service: Service): number {
    return this.once('ranks', () => new Map(this.services.map((other, rank) => [other, rank]))).get(service) ?? this.services.length;
  }

  /** The index of a VirtualService in the order of all VirtualServices. */
  public rankOfVirtualService(virtualService: VirtualService): number {
    return this.once('ranks of VirtualServices', () => new Map(this.virtualServices.map((other, rank) => [other, rank]))).get(virtualService)
      ?? this.virtualServices.length;
  }

  /**
   * The services that are visible in a namespace, in the order in which istiod processes them: first those exported to the namespace by name, then
   * those exported everywhere.
   */
  public servicesVisibleTo(namespace: string): readonly Service[] {
    const named = this.once('services by namespace', () => groupByEach(
      this.services.filter(service => !service.exposure.everywhere),
      service => service.exposure.namespaces,
    ));
    const everywhere = this.once('public services', () => this.services.filter(service => service.exposure.everywhere));
    const own = named.get(namespace);
    return own ? this.once(`services visible to ${namespace}`, () => [...own, ...everywhere]) : everywhere;
  }

  /**
   * The service that istiod knows by a host and its namespace, regardless of `exportTo`: a Kubernetes Service, otherwise the oldest. Undefined if there
   * is none.
   */
  public serviceOf(host: string, namespace: string): Service | undefined {
    const candidates = this.servicesOf(host).filter(service => service.namespace === namespace);
    return candidates.find(service => service.isKubernetes) ?? candidates[0];
  }

  /** Names of the Kubernetes Services of type ExternalName that are aliases of a host, directly or through other aliases. */
  public aliasesOf(host: string): readonly string[] {
    return this.once('aliases', () => {
      const names = new Map(this.services.flatMap(service => service.externalName ? [[service.host, service.externalName] as const] : []));
      const ends = endsOf(names);
      return groupByEach([...names.keys()].sort(), alias => ends.get(alias) ?? []);
    }).get(host) ?? [];
  }

  /** The VirtualServices of a gateway, or of `mesh`, that are visible in a namespace, in the order in which istiod processes them. */
  public virtualServicesFor(gateway: string, namespace: string): readonly VirtualService[] {
    const byGateway = this.once('virtual services by gateway', () => {
      return groupByEach(this.virtualServices.filter(({ hosts }) => hosts.length > 0), ({ gateways }) => new Set(gateways));
    });
    const bound = byGateway.get(gateway) ?? [];
    const everywhere = this.once(`public virtual services of ${gateway}`, () => bound.filter(({ exposure }) => exposure.everywhere));
    if (everywhere.length === bound.length) { return everywhere; }
    return this.once(`virtual services of ${gateway} for ${namespace}`, () => {
      const named = bound.filter(({ exposure }) => !exposure.everywhere && isExposedTo(exposure, namespace));
      return [
        ...named.filter(virtualService => virtualService.namespace === namespace),
        ...named.filter(virtualService => virtualService.namespace !== namespace),
        ...everywhere,
      ];
    });
  }

  /** The Sidecars of a namespace, in the order in which istiod tries them. */
  public sidecarsOf(namespace: string): readonly Sidecar[] {
    return this.onceForAllOrders('sidecars by namespace', () => groupBy(this.sidecars, sidecar => sidecar.namespace)).get(namespace) ?? [];
  }

  /** Computes a value once. The key must be unique for the value. */
  public once<T>(key: string, compute: () => T): T {
    return onceIn(this.computed, key, compute);
  }

  /**
   * Computes a value once for this mesh and for all others with the same objects in another order. The value must not depend on services or
   * VirtualServices. A proof asks many such meshes, so what is computed for each of them must not grow with the number of objects.
   */
  public onceForAllOrders<T>(key: string, compute: () => T): T {
    return onceIn(this.unordered.computed, key, compute);
  }
}

/** The last name of the chain that each alias begins. None if the chain is a loop. */
function endsOf(names: ReadonlyMap<string, string>): Map<string, string[]> {
  const ends = new Map<string, string[]>();
  for (const start of names.keys()) {
    const chain: string[] = [];
    let name: string | undefined = start;
    // What is on the way has no end yet: a name that comes again makes a loop.
    for (; name !== undefined && names.has(name) && !ends.has(name); name = names.get(name)) {
      ends.set(name, []);
      chain.push(name);
    }
    const end = name === undefined ? [] : ends.get(name) ?? [name];
    for (const alias of chain) { ends.set(alias, end); }
  }
  return ends;
}

/** The namespaces among the objects that no discovery selector selects. */
function hiddenNamespaces(namespaceLabels: ReadonlyMap<string, Labels>, { discoverySelectors }: MeshSettings): ReadonlySet<string> {
  if (discoverySelectors === undefined) { return new Set(); }
  const isSelected = (labels: Labels) => discoverySelectors.some(selector => meetsLabelSelector(selector, labels));
  return new Set([...namespaceLabels].filter(([, labels]) => !isSelected(labels)).map(([name]) => name));
}
