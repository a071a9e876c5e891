import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { EgressRouteOptions, IEgressGateway, IWaypoint } from './egress-gateway-interface';
import { EgressHost } from './egress-host';
import { EntryRoute } from './entry-route';
import { ExportScope } from './export-scope';
import { ImportedServiceEntry } from './imported-service-entry';
import { Location, Resolution } from './resolution';
import { EntryObjects, hostsOfPart, httpRouteFaults } from './routes/entry-objects';
import { HttpRoute } from './routes/http-route';
import { HttpRoutes, HttpRouteSettings } from './routes/http-routes';
import { destinationsOf } from './service-entry-destinations';
import { ServiceEntryEndpoint } from './service-entry-endpoint';
import { IServiceEntry, ServiceEntryAttributes } from './service-entry-interface';
import { ServiceEntryProps } from './service-entry-props';
import { ServiceEntryResolution } from './service-entry-resolution';
import { ServicePort } from './service-port';
import { SidecarTls } from './tls/sidecar-tls';
import { TlsOrigination, TlsOriginationOptions } from './tls/tls-origination';
import * as l1 from '../../imports/networking.istio.io';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote, quoteHost } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { canonicalIp, isCidr, isIpAddress, parseCidr } from '../analysis/syntax/addresses';
import { isFqdn, isPartialWildcard, isWildcardDomain, isWildcardHost, normalizeHost } from '../analysis/syntax/hosts';
import { listOrNothing, setOrNothing } from '../core/non-empty';
import { Resource } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';

/**
 * Adds a service to the registry of the mesh, so that sidecars that block unknown destinations let their workloads reach it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 *
 * @exampleMetadata fixture=app
 * @example
 * new ServiceEntry(shop, 'Database', {
 *   hosts: ['db.example.com'],
 *   addresses: ['203.0.113.40'],
 *   ports: [ServicePort.tcp(5432)],
 * });
 */
export class ServiceEntry extends Resource implements IServiceEntry {
  /**
   * Refers to a ServiceEntry that is not part of this app.
   *
   * @throws if there is no host, or if the name, the namespace or a host is not valid
   */
  public static fromServiceEntryAttributes(scope: Construct, id: string, attributes: ServiceEntryAttributes): IServiceEntry {
    checkCall('ServiceEntry.fromServiceEntryAttributes', [scope, id, attributes]);
    return new ImportedServiceEntry(scope, id, attributes);
  }

  /** Whether the service is part of the mesh. */
  public readonly location: Location;

  protected readonly apiObject: ApiObject;

  private readonly _hosts: string[] = [];
  private readonly _ports: ServicePort[] = [];
  private readonly _addresses: string[] = [];
  private readonly _endpoints = new Map<string, ServiceEntryEndpoint>();
  private readonly _exportTo: ExportScope[] = [];
  private readonly _subjectAltNames: string[];
  private readonly workloadSelector?: { [key: string]: string };
  private readonly _resolution: ServiceEntryResolution;
  private readonly httpRoutes = new HttpRoutes();
  private readonly others: EntryObjects;
  private route?: EntryRoute;
  private waypoint?: IWaypoint;
  private origination?: TlsOrigination;

  /**
   * @throws if a host, address or port is not valid, if two ports have the same number or name, if `resolution` is set and contradicts the other
   * properties, or if the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: ServiceEntryProps) {
    checkCall('ServiceEntry', [scope, id, props]);
    super(scope, id, props.metadata);
    if (props.hosts.length === 0) { throw new Error('\'hosts\' must have at least one host, got "[]"'); }
    if (props.workloadSelector && Object.keys(props.workloadSelector).length === 0) {
      throw new Error('\'workloadSelector\' must not be empty, got "{}"; without labels it would select every workload of the namespace, so leave it out or add a label');
    }

    this.location = props.location ?? Location.MESH_EXTERNAL;
    this._subjectAltNames = [...props.subjectAltNames ?? []];
    this.workloadSelector = props.workloadSelector && { ...props.workloadSelector };
    this._resolution = new ServiceEntryResolution(props.resolution, this.workloadSelector !== undefined);

    this.apiObject = this._define(l1.ServiceEntry.GVK, props.metadata, () => this.toSpec(1), l1.toJson_ServiceEntrySpec);
    this.others = new EntryObjects(this, props.metadata, part => l1.toJson_ServiceEntrySpec(this.toSpec(part)));

    // The resolution is checked after all values are added, so that their order does not matter.
    props.hosts.forEach(host => this.insertHost(host));
    props.ports?.forEach(port => this.insertPort(port));
    props.addresses?.forEach(address => this.insertAddress(address));
    props.endpoints?.forEach(endpoint => this.insertEndpoint(endpoint));
    props.exportTo?.forEach(exportScope => this.addExportTo(exportScope));
    this.checkResolution();
  }

  /** The hosts, in code-unit order. The list is a copy: call `addHost()` to add a host. */
  public get hosts(): string[] {
    return [...this._hosts].sort();
  }

  /** The ports, in the order of their numbers. The list is a copy: call `addPort()` to add a port. */
  public get ports(): ServicePort[] {
    return [...this._ports].sort((a, b) => a.number - b.number);
  }

  /** The addresses, in code-unit order. The list is a copy: call `addAddress()` to add an address. */
  public get addresses(): string[] {
    return [...this._addresses].sort();
  }

  /** How sidecars resolve the address of the service. Without a `resolution` of your own, hosts, addresses and endpoints that you add later can change it. */
  public get resolution(): Resolution {
    return this._resolution.decide(this._hosts, this._addresses, [...this._endpoints.values()]);
  }

  /** The hosts that a Sidecar must import to reach the service. */
  public get egressHosts(): EgressHost[] {
    return this.hosts.map(host => EgressHost._ofService(this.namespace, host));
  }

  /**
   * Adds a host. A host that the ServiceEntry already has is ignored.
   *
   * @throws if the host is not valid, or contradicts `resolution`
   */
  public addHost(host: string): void {
    checkCall('ServiceEntry#addHost', [host]);
    this.insertHost(host);
    this.checkResolution();
  }

  /**
   * Adds a port. A port that the ServiceEntry already has, with the same properties, is ignored.
   *
   * @throws if another port has the same number or name
   */
  public addPort(port: ServicePort): void {
    checkCall('ServiceEntry#addPort', [port]);
    this.insertPort(port);
    this.checkResolution();
  }

  /**
   * Adds an IP address or CIDR that applications connect to. One that the ServiceEntry already has is ignored.
   *
   * @throws if the text is neither, or contradicts `resolution`
   */
  public addAddress(address: string): void {
    checkCall('ServiceEntry#addAddress', [address]);
    this.insertAddress(address);
    this.checkResolution();
  }

  /**
   * Adds an endpoint. An endpoint that the ServiceEntry already has, with the same options, is ignored.
   *
   * @throws if the ServiceEntry has a `workloadSelector`, or the endpoint contradicts `resolution`
   */
  public addEndpoint(endpoint: ServiceEntryEndpoint): void {
    checkCall('ServiceEntry#addEndpoint', [endpoint]);
    this.insertEndpoint(endpoint);
    this.checkResolution();
  }

  /**
   * Makes the ServiceEntry visible in one more namespace. An item that it already has is ignored. If `exportTo` was left out, the first call replaces the
   * default of the mesh.
   *
   * @throws if the item can't be combined with the others
   */
  public addExportTo(exportScope: ExportScope): void {
    checkCall('ServiceEntry#addExportTo', [exportScope]);
    if (this._exportTo.some(({ value }) => value === exportScope.value)) { return; }
    ExportScope._render([...this._exportTo, exportScope], this.namespace);
    this._exportTo.push(exportScope);
  }

  /**
   * Leads connections to the hosts through an egress gateway, also on ports that are added later. TLS of the clients passes the gateway as it is.
   *
   * This creates a Gateway and a VirtualService in the namespace of the ServiceEntry. If `exportTo` is set, the namespace of the gateway is added to it. At
   * synth, the library proves that workloads reach the hosts through the gateway. Hosts must be exact, and the resolution not NONE.
   *
   * @throws if the connections already go through a gateway
   */
  public through(gateway: IEgressGateway, options: EgressRouteOptions = {}): void {
    checkCall('ServiceEntry#through', [gateway, options]);
    if (this.waypoint) { throw new Error(`the connections already go through the waypoint ${quote(this.waypoint.name)}, so they can't go through ${quote(gateway.host)}; leave one of them out`); }
    if (this.route) { throw new Error(`the connections already go through the egress gateway ${quote(this.route.gateway.host)}, so they can't go through ${quote(gateway.host)}; call through() once`); }
    if (this.origination) { throw new Error(`connections through the egress gateway ${quote(gateway.host)} can't get TLS from the sidecars too; pass 'originateTls' to through() instead of calling originateTls()`); }
    this.route = new EntryRoute(this, gateway, options);
    this.updateRoutes();
    this.route.update();
  }

  /**
   * Leads connections of pods in ambient mode to the hosts through a waypoint. Sidecars connect directly.
   *
   * This sets the labels `istio.io/use-waypoint` and, if the waypoint is in another namespace, `istio.io/use-waypoint-namespace`. ztunnel knows the hosts by addresses that
   * istiod allocates, so it must answer the DNS queries of the pods, which it does unless an annotation of the pods turns that off.
   *
   * @throws if the connections already go through another waypoint or an egress gateway
   * @see https://istio.io/latest/docs/ambient/usage/waypoint/
   */
  public useWaypoint(waypoint: IWaypoint): void {
    checkCall('ServiceEntry#useWaypoint', [waypoint]);
    const other = this.route ? `the egress gateway ${quote(this.route.gateway.host)}` : this.waypoint && `the waypoint ${quote(this.waypoint.name)}`;
    if (other !== undefined) { throw new Error(`the connections already go through ${other}, so they can't go through the waypoint ${quote(waypoint.name)}; leave one of them out`); }
    this.waypoint = waypoint;
    waypoint._allowServicesOf(this.namespace);
    this.node.addValidation({ validate: () => waypointFaults(this) });
    this.metadata.addLabel('istio.io/use-waypoint', waypoint.name);
    if (waypoint.namespace !== this.namespace) { this.metadata.addLabel('istio.io/use-waypoint-namespace', waypoint.namespace); }
  }

  /**
   * Lets the sidecars of the clients start TLS: clients call the hosts in plain text, such as `http://api.example.com`, and the sidecar connects to port 443,
   * or to the `targetPort` of the port. Ports for TLS of the clients, such as `ServicePort.https()`, stay as they are.
   *
   * This creates a DestinationRule `<name>-<host>` in the namespace of the ServiceEntry for each host, also for hosts and ports that are added later, and with
   * a Secret, the Role that lets the clients read it.
   *
   * @param tls TLS with a certificate for the host that a public authority has signed, unless it is set
   * @throws if it was called before, the connections go through an egress gateway, or a Secret has no `clients`
   */
  public originateTls(tls: SidecarTls = SidecarTls.simple(), options: TlsOriginationOptions = {}): void {
    checkCall('ServiceEntry#originateTls', [tls, options]);
    if (this.origination) { throw new Error('the sidecars already start TLS; call originateTls() once'); }
    if (this.route) { throw new Error(`connections through the egress gateway ${quote(this.route.gateway.host)} can't get TLS from the sidecars; pass 'originateTls' to through()`); }
    this.origination = new TlsOrigination(this, tls, options);
    this.origination.update();
  }

  /**
   * Sets a time limit and retries for requests that applications send in plain text: HTTP, HTTP/2 and gRPC. The same route again is ignored.
   *
   * This creates a VirtualService `<name>-<host>` for each host. Routes have no effect on ports for TLS, where the sidecar sees no requests. Through an egress gateway, the
   * sidecar sets the limit and sends requests again, and the gateway does not.
   *
   * @throws if a value is not valid, or another route has the same `uriPrefix`
   */
  public addHttpRoute(route: HttpRoute): void {
    checkCall('ServiceEntry#addHttpRoute', [route]);
    const isFirst = this.httpRoutes.isEmpty;
    this.httpRoutes.add(route);
    if (isFirst) { this.node.addValidation({ validate: () => httpRouteFaults(this) }); }
    this.updateRoutes();
  }

  /** @internal */
  public get _httpRoutes(): HttpRouteSettings[] {
    return this.httpRoutes.settings;
  }

  /** @internal */
  public _destinations(): Destination[] {
    const destinations = destinationsOf(this.hosts, this.ports, this.addresses);
    const through = this.route?.service;
    const clients = this.origination?.selected;
    return destinations.map(destination => ({ ...destination, ...through === undefined ? {} : { through }, ...clients ? { clients } : {} }));
  }

  /**
   * The items of `exportTo`, with the namespace of the gateway.
   *
   * @internal
   */
  public get _exportedTo(): string[] {
    return ExportScope._render(this.route ? this.route.withGateway(this._exportTo) : this._exportTo, this.namespace);
  }

  /**
   * Whether `subjectAltNames` apply to TLS that names none of its own.
   *
   * @internal
   */
  public get _hasSubjectAltNames(): boolean {
    return this._subjectAltNames.length > 0;
  }

  /** @internal */
  public _assumed(): KubernetesObject[] {
    return [];
  }

  /**
   * Replaces the port that has the same number.
   *
   * @internal
   */
  public _replacePort(port: ServicePort): void {
    const index = this._ports.findIndex(({ number }) => number === port.number);
    if (index >= 0) { this._ports.splice(index, 1); }
    this.addPort(port);
  }

  private insertHost(given: string): void {
    const host = normalizeHost(given);
    checkHost(given, host);
    if (this._hosts.includes(host)) { return; }
    this._hosts.push(host);
    this.origination?.update();
    this.others.split(this._hosts.length);
    this.updateRoutes();
  }

  /** The VirtualServices for requests, unless that of the gateway has their routes. */
  private updateRoutes(): void {
    if (this.httpRoutes.isEmpty) { return; }
    if (this.route) { this.others.unroute(this._hosts); } else { this.others.route(this.hosts, this.httpRoutes); }
  }

  private insertPort(port: ServicePort): void {
    const twin = this._ports.find(other => other.number === port.number || other.name === port.name);
    if (!twin) {
      this._ports.push(port);
      this.route?.update();
    } else if (twin.number !== port.number || twin.protocol !== port.protocol || twin.name !== port.name || twin.targetPort !== port.targetPort) {
      throw new Error(`'ports' must have different numbers and names, got ${quote(port.name)} (${port.number}) and "${twin.name}" (${twin.number})`);
    }
  }

  private insertAddress(given: string): void {
    if (!isIpAddress(given) && !isCidr(given)) {
      throw new Error(`'addresses' accepts IP addresses and CIDRs, got ${quote(given)}; pass names in 'hosts'`);
    }
    const cidr = parseCidr(given);
    const address = cidr ? `${cidr.address}/${cidr.prefix}` : canonicalIp(given);
    if (!this._addresses.includes(address)) { this._addresses.push(address); }
  }

  private insertEndpoint(endpoint: ServiceEntryEndpoint): void {
    if (this.workloadSelector) { throw new Error('\'endpoints\' and \'workloadSelector\' can\'t be combined: leave one of them out'); }
    this._endpoints.set(JSON.stringify(endpoint._toSpec()), endpoint);
  }

  private checkResolution(): void {
    this._resolution.check(this._hosts, this._addresses, [...this._endpoints.values()], this._ports);
  }

  private portSpec(port: ServicePort): l1.ServiceEntrySpecPorts {
    return this.route?.portSpec(port) ?? this.origination?.portSpec(port._toSpec()) ?? port._toSpec();
  }

  private toSpec(part: number): l1.ServiceEntrySpec {
    return {
      hosts: hostsOfPart(this.hosts, part),
      ports: listOrNothing(this.ports.map(port => this.portSpec(port))),
      addresses: listOrNothing(this.addresses),
      location: this.location as string as l1.ServiceEntrySpecLocation,
      resolution: this.resolution as string as l1.ServiceEntrySpecResolution,
      endpoints: listOrNothing([...this._endpoints.values()].map(endpoint => endpoint._toSpec())),
      workloadSelector: this.workloadSelector && { labels: this.workloadSelector },
      exportTo: listOrNothing(this._exportedTo),
      subjectAltNames: setOrNothing(this._subjectAltNames),
    };
  }
}

/** Checks the host without its final dot: `10.0.0.1.` is an IP address then. */
function checkHost(given: string, host: string): void {
  if (host === '*') { throw new Error(`'hosts' must not be a wildcard for all hosts, got ${quote(given)}; use a domain, such as "*.example.com"`); }
  if (isHostName(host)) { return; }
  if (isWildcardDomain(host) && isPartialWildcard(host)) {
    throw new Error(`'hosts' accepts a wildcard only as a whole label, such as "*.example.com", got ${quote(given)}; Envoy would reject the whole listener`);
  }
  if (isIpAddress(host) || isCidr(host)) {
    throw new Error(`'hosts' accepts DNS names, got the address ${quote(given)}; pass it in 'addresses', with a host name that you choose`);
  }
  const name = host.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^.*@/s, '').replace(/[/:?#].*$/s, '');
  const remedy = name !== host && isHostName(name) ? `; did you mean ${quote(name)}` : '';
  throw new Error(`'hosts' accepts DNS names without scheme, port or path, got ${quoteHost(given)}${remedy}`);
}

function isHostName(host: string): boolean {
  return isFqdn(host) || (host !== '*' && isWildcardHost(host) && isWildcardDomain(host));
}

/** Why connections go past a waypoint: ztunnel knows services by their addresses only. */
function waypointFaults({ resolution, addresses, hosts }: ServiceEntry): string[] {
  return resolution === Resolution.NONE && addresses.length === 0
    ? [`useWaypoint() has no effect with resolution NONE and without 'addresses': ztunnel knows no address of ${quoteHost(hosts[0])}; set the resolution DNS, or DYNAMIC_DNS for a wildcard`] : [];
}
