import { NetworkWay, waysToEntry, waysToService } from './network-peers';
import { NamedService, NetworkServices, SidecarRoute, sidecarRoutes } from './network-services';
import { groupByEach } from '../base/group-by';
import { JsonObject, listOf, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { portNumberOf } from '../base/port-number';
import { isExposedTo } from '../model/exposure';
import { MeshModel } from '../model/mesh-model';
import type { MeshSettings } from '../settings/mesh-settings';
import { parseEgressHost } from '../syntax/egress-host-syntax';
import { coversHost, wildcardsOver } from '../syntax/hosts';
import { ProtocolFamily, protocolFamily } from '../syntax/protocols';
import { isServiceHost, serviceSuffix } from '../syntax/service-hosts';

/** The kinds that tell where connections go. */
export const NETWORK_KINDS: ReadonlySet<string> = new Set(['Service', 'ServiceEntry', 'VirtualService', 'WorkloadEntry', 'Namespace', 'List']);

/** The ways of connections from a namespace, and the imported hosts that nothing declares. */
export interface NamespaceWays {
  readonly ways: readonly NetworkWay[];
  readonly unknown: readonly string[];
}

/**
 * Where connections to services go once the sidecar has sent them and kube-proxy has replaced the address of a Service: to pods on their own ports, to
 * addresses, or to servers outside that DNS names. Routes of VirtualServices are followed, such as those through an egress gateway.
 */
export class NetworkWays {
  private readonly services: NetworkServices;
  /** By host: names and wildcards as they are written. */
  private readonly routes: ReadonlyMap<string, readonly SidecarRoute[]>;
  private readonly workloadEntries: readonly KubernetesObject[];

  /**
   * @param written the objects that are known completely
   * @param assumed objects of which only those fields are known that matter to clients
   */
  public constructor(written: readonly KubernetesObject[], assumed: readonly KubernetesObject[], private readonly settings: MeshSettings) {
    const model = MeshModel.of(written, settings);
    this.services = new NetworkServices(model, MeshModel.of(assumed, settings));
    this.routes = groupByEach(sidecarRoutes(model), ({ hosts }) => new Set(hosts));
    this.workloadEntries = model.workloadEntries.map(({ ref }) => model.objects[ref.index]);
  }

  /** The ways from a namespace to the hosts that its Sidecar imports. */
  public from(namespace: string, importedHosts: readonly string[]): NamespaceWays {
    const unknown: string[] = [];
    const ways = importedHosts.flatMap((text): NetworkWay[] => {
      const parts = parseEgressHost(text);
      if (!parts || parts.exclusion || parts.namespace === '~') { return []; }
      const owner = parts.namespace === '.' ? namespace : parts.namespace;
      const { dnsName } = parts;
      const candidates = dnsName.startsWith('*') ? this.services.all : this.services.withHost(dnsName);
      const found = candidates.filter(service => (owner === '*' || service.namespace === owner) && isExposedTo(service.exposure, namespace) && coversHost(dnsName, service.host));
      if (dnsName === '*') { return [{ peer: { kind: 'pods', namespace: owner === '*' ? undefined : owner, labels: {} } }, ...found.flatMap(service => this.to(service, namespace))]; }
      if (found.length > 0) { return found.flatMap(service => this.to(service, namespace)); }
      const elsewhere = this.waysToUnwritten(dnsName);
      if (elsewhere.length === 0 && !dnsName.startsWith('*')) { unknown.push(text); }
      return elsewhere;
    });
    return { ways, unknown };
  }

  /** The ways to all ports of a service. */
  private to(service: NamedService, from: string): NetworkWay[] {
    return portsOf(service).flatMap(port => {
      const number = numberOf(port);
      const routes = number === undefined ? [] : this.routesTo(service, port, number, from);
      if (routes.length === 0) { return this.direct(service, port); }
      return routes.flatMap(({ destinations }) => destinations).flatMap(destination => this.toDestination(destination, service, number!));
    });
  }

  private toDestination(destination: SidecarRoute['destinations'][number], origin: NamedService, port: number): NetworkWay[] {
    const number = destination.port ?? port;
    const [target] = destination.host === origin.host ? [origin] : this.services.withHost(destination.host);
    if (target === undefined) { return this.waysToUnwritten(destination.host); }
    const ports = portsOf(target).filter(each => numberOf(each) === number);
    return ports.flatMap(each => this.direct(target, each));
  }

  private direct(service: NamedService, port: JsonObject): NetworkWay[] {
    if (!service.isKubernetes) { return waysToEntry(service.place, service.namespace, port, this.workloadEntries); }
    const spec = recordOf(service.place.object.spec);
    const [target] = spec.type === 'ExternalName' ? this.services.withHost(textOf(spec.externalName) ?? '').filter(({ isKubernetes }) => isKubernetes) : [];
    const samePort = target && portsOf(target).find(each => numberOf(each) === numberOf(port));
    return samePort ? waysToService(target, samePort) : waysToService(service, port);
  }

  /** All pods of the namespace of a Service that no object declares. */
  private waysToUnwritten(host: string): NetworkWay[] {
    if (!isServiceHost(host, this.settings)) { return []; }
    const short = host.endsWith('.svc') ? host.slice(0, -'.svc'.length) : host.slice(0, -serviceSuffix(this.settings).length);
    return [{ peer: { kind: 'pods', namespace: short.split('.').pop(), labels: {} } }];
  }

  private routesTo(service: NamedService, port: JsonObject, number: number, from: string): SidecarRoute[] {
    const sections = sectionsOf(service, port);
    return [service.host, ...wildcardsOver(service.host), '*'].flatMap(host => this.routes.get(host) ?? [])
      .filter(route => sections.includes(route.section) && (route.port === undefined || route.port === number) && route.isFor(from));
  }
}

/** The sections of a VirtualService that apply to a port. The protocol of a port of a Kubernetes Service can be detected. */
function sectionsOf({ isKubernetes }: NamedService, { protocol }: JsonObject): readonly SidecarRoute['section'][] {
  if (isKubernetes) { return ['http', 'tls', 'tcp']; }
  switch (protocolFamily(textOf(protocol))) {
    case ProtocolFamily.HTTP: return ['http'];
    case ProtocolFamily.TLS: case ProtocolFamily.TCP: return ['tls', 'tcp'];
    case ProtocolFamily.AUTO: return ['http', 'tls', 'tcp'];
    case ProtocolFamily.UDP: return [];
  }
}

/** The ports of a service. One of a Service without ports stands for all: another app writes the Service. */
function portsOf({ place: { object } }: NamedService): JsonObject[] {
  const ports = listOf(recordOf(object.spec).ports).map(recordOf);
  return ports.length === 0 && object.kind === 'Service' ? [{}] : ports;
}

function numberOf(port: JsonObject): number | undefined {
  return portNumberOf(port.number ?? port.port);
}
