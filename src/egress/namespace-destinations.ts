import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { AllowedService, assumedService, clusterServiceOf, entryNameOf } from './endpoint-entry';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { hostOfAddress } from '../analysis/syntax/address-hosts';
import { quotePath } from '../core/check-construct';
import { EgressDestination, EgressProtocol } from '../core/egress-destination';
import { nearestMeshSettings } from '../core/mesh-scope';
import type { EgressRouteOptions, IEgressGateway } from '../istio/egress-gateway-interface';
import { EgressHost, IEgressTarget } from '../istio/egress-host';
import { ExportScope } from '../istio/export-scope';
import { Resolution } from '../istio/resolution';
import { ServiceEntry } from '../istio/service-entry';
import { ServicePort } from '../istio/service-port';

/** The construct whose ServiceEntry leads a host and port through a gateway, by gateway. A gateway serves each once. */
const SERVED = new WeakMap<IEgressGateway, Map<string, Construct>>();

/** Domain of the hosts of addresses. Names below `invalid` never exist in DNS. */
const ADDRESS_DOMAIN = 'egress.invalid';

/** The destinations that a namespace allows: one ServiceEntry for each host or address outside the mesh, none for a Service of the cluster. */
export class NamespaceDestinations implements IEgressTarget {
  private readonly entries = new Map<string, ServiceEntry>();
  private readonly services = new Map<string, AllowedService & { readonly questions: Map<string, Destination> }>();
  private route?: { readonly gateway: IEgressGateway; readonly options: EgressRouteOptions };

  /** @param scope scope of the ServiceEntries, whose construct IDs are the hosts */
  public constructor(private readonly scope: Construct, private readonly metadata: ApiObjectMetadata & { readonly namespace: string }) {}

  /** The ServiceEntries, by name. */
  public get serviceEntries(): ServiceEntry[] {
    return [...this.entries.values()].sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /** The hosts that the Sidecar imports. */
  public get egressHosts(): EgressHost[] {
    const services = [...this.services.values()].map(({ service: { namespace, host } }) => EgressHost._ofService(namespace, host));
    return [...this.serviceEntries.flatMap(entry => entry.egressHosts), ...services];
  }

  /**
   * Allows a destination. One that is already allowed is ignored.
   *
   * @throws if a port of the host is already allowed with another protocol, or goes through the gateway for another namespace
   */
  public allow(destination: EgressDestination): void {
    const { host, address } = destination;
    const service = host === undefined ? undefined : clusterServiceOf(host, nearestMeshSettings(this.scope));
    if (service) {
      const known = this.services.get(service.host) ?? { service, ports: new Map<number, ServicePort>(), questions: new Map<string, Destination>() };
      this.services.set(service.host, known);
      known.ports.set(destination.port, checkPort(destination, known.ports.get(destination.port)));
      known.questions.set(destination.toString(), destination._toQuestion());
      return;
    }
    const name = host ?? address!;
    const entry = this.entries.get(name);
    const port = checkPort(destination, entry?.ports.find(({ number }) => number === destination.port));
    if (this.route && host !== undefined) { this.claim(this.route.gateway, [[host, port.number]]); }
    if (entry) { entry.addPort(port); } else { this.entries.set(name, this.create(destination, port)); }
  }

  /**
   * Leads connections to hosts through a gateway.
   *
   * @throws if it serves one of them for another namespace
   */
  public through(gateway: IEgressGateway, options: EgressRouteOptions): void {
    const hosts = [...this.entries].filter(([name, entry]) => entry.hosts.includes(name));
    this.claim(gateway, hosts.flatMap(([name, { ports }]) => ports.map(({ number }) => [name, number] as const)));
    this.route = { gateway, options };
    for (const [name, entry] of this.entries) {
      if (entry.hosts.includes(name)) { entry.through(gateway, options); }
    }
  }

  /** The connections that are allowed. @internal */
  public _destinations(): Destination[] {
    const toServices = [...this.services.values()].flatMap(({ questions }) => [...questions.values()]);
    return [...this.serviceEntries.flatMap(entry => entry._destinations()), ...toServices];
  }

  /** Services that other apps create. @internal */
  public _assumed(): KubernetesObject[] {
    return [...this.services.values()].map(({ service, ports }) => assumedService(service, [...ports.values()]));
  }

  /** Takes hosts with their ports at a gateway. @throws if another namespace has one of them */
  private claim(gateway: IEgressGateway, places: readonly (readonly [string, number])[]): void {
    const served = SERVED.get(gateway) ?? new Map<string, Construct>();
    SERVED.set(gateway, served);
    const keys = places.map(([host, port]) => `${host}:${port}`);
    const taken = keys.find(key => served.has(key) && served.get(key) !== this.scope);
    if (taken !== undefined) {
      const [other, own] = [served.get(taken)!, this.scope].map(quotePath);
      throw new Error(`a gateway must serve a host once, got ${quote(taken)} of ${own} after ${other}; declare it in one ServiceEntry, call its through(), and pass it to allowEgressTo() of both`);
    }
    keys.forEach(key => served.set(key, this.scope));
  }

  private create({ host, address }: EgressDestination, port: ServicePort): ServiceEntry {
    const name = host ?? address!;
    const entry = new ServiceEntry(this.scope, name, {
      hosts: [host ?? hostOfAddress(name, ADDRESS_DOMAIN)],
      addresses: address === undefined ? undefined : [address],
      resolution: address === undefined ? Resolution.DNS : Resolution.NONE,
      ports: [port],
      exportTo: [ExportScope.sameNamespace()],
      metadata: { ...this.metadata, name: entryNameOf('', name) },
    });
    if (this.route && host !== undefined) { entry.through(this.route.gateway, this.route.options); }
    return entry;
  }
}

const PORTS = { [EgressProtocol.HTTP]: ServicePort.http, [EgressProtocol.HTTPS]: ServicePort.https, [EgressProtocol.TCP]: ServicePort.tcp };

/** The port of a destination. @throws if the port is known with another protocol */
function checkPort(destination: EgressDestination, known: ServicePort | undefined): ServicePort {
  const port = PORTS[destination.protocol](destination.port);
  if (known && known.protocol !== port.protocol) {
    throw new Error(`'destinations' must not use a port with TLS and in plain text, got ${quote(destination.toString())} after port ${known.number} (${known.protocol}); leave one of them out`);
  }
  return port;
}
