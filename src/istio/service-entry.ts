import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { EgressRouteOptions, IEgressGateway } from './egress-gateway-interface';
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
import { ServiceEntryResolution } from './service-entry-resolution';
import { ServicePort } from './service-port';
import * as l1 from '../../imports/networking.istio.io';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote, quoteHost } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { canonicalIp, isCidr, isIpAddress, parseCidr } from '../analysis/syntax/addresses';
import { isFqdn, isPartialWildcard, isWildcardDomain, isWildcardHost, normalizeHost } from '../analysis/syntax/hosts';
import { listOrNothing } from '../core/non-empty';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';

/** Properties of `ServiceEntry`. */
export interface ServiceEntryProps extends ResourceProps {
  /**
   * DNS names of the service, at least one; the first label can be the wildcard `*`. They are written in lower case and without a final dot. Kubernetes accepts
   * 256 in one object: each further 256, in code-unit order, are a ServiceEntry of their own, with the name `<name>-2` and so on.
   */
  readonly hosts: string[];

  /**
   * Ports of the service.
   *
   * @default - no ports; a ServiceEntry without ports has no effect until you call `addPort()`
   */
  readonly ports?: ServicePort[];

  /**
   * IP addresses or CIDRs that applications connect to.
   *
   * @default - no addresses: HTTP and TLS traffic is matched by host name; a TCP port captures all traffic to its port number
   */
  readonly addresses?: string[];

  /**
   * Whether the service is part of the mesh.
   *
   * @default Location.MESH_EXTERNAL
   */
  readonly location?: Location;

  /**
   * How sidecars resolve the address of the service.
   *
   * @default - decided at synth: with endpoints, DNS if one has a name, otherwise STATIC; STATIC with `workloadSelector`; NONE if a host is a wildcard or an
   * address is a CIDR; otherwise DNS. With NONE, a client that sends a name of the service reaches any address; DYNAMIC_DNS makes the sidecar resolve the
   * names below a wildcard
   */
  readonly resolution?: Resolution;

  /**
   * Endpoints that the traffic goes to. Can't be combined with `workloadSelector`.
   *
   * @default - no endpoints: the hosts themselves
   */
  readonly endpoints?: ServiceEntryEndpoint[];

  /**
   * Labels of the pods or WorkloadEntries in the namespace of the ServiceEntry that are its endpoints. Can't be combined with `endpoints`.
   *
   * @default - no workloads are selected
   */
  readonly workloadSelector?: { [key: string]: string };

  /**
   * Namespaces that the ServiceEntry is visible in.
   *
   * @default - the `defaultServiceExportTo` of the mesh, which is all namespaces unless it is set
   */
  readonly exportTo?: ExportScope[];

  /**
   * Subject alternative names that the certificate of the service must have one of. They apply if the sidecar starts TLS.
   *
   * @default - the names are not checked
   */
  readonly subjectAltNames?: string[];
}

/**
 * Adds a service to the registry of the mesh, so that sidecars that block unknown destinations let their workloads reach it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
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

    this.apiObject = this._define(l1.ServiceEntry.GVK, props.metadata, () => l1.toJson_ServiceEntrySpec(this.toSpec(1)));
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
    if (this.route) { throw new Error(`the connections already go through the egress gateway ${quote(this.route.gateway.host)}, so they can't go through ${quote(gateway.host)}; call through() once`); }
    this.route = new EntryRoute(this, gateway, options);
    this.updateRoutes();
    this.route.update();
  }

  /**
   * Sets a time limit and retries for requests that applications send in plain text: HTTP, HTTP/2 and gRPC. The same route again is ignored.
   *
   * This creates a VirtualService for each host. Routes have no effect on ports for TLS, where the sidecar sees no requests. Through an egress gateway, the
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
    return this.route ? destinations.map(destination => ({ ...destination, through: this.route!.service })) : destinations;
  }

  /**
   * The items of `exportTo`, with the namespace of the gateway.
   *
   * @internal
   */
  public get _exportedTo(): string[] {
    return ExportScope._render(this.route ? this.route.withGateway(this._exportTo) : this._exportTo, this.namespace);
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

  private toSpec(part: number): l1.ServiceEntrySpec {
    return {
      hosts: hostsOfPart(this.hosts, part),
      ports: listOrNothing(this.ports.map(port => this.route ? this.route.portSpec(port) : port._toSpec())),
      addresses: listOrNothing(this.addresses),
      location: this.location as string as l1.ServiceEntrySpecLocation,
      resolution: this.resolution as string as l1.ServiceEntrySpecResolution,
      endpoints: listOrNothing([...this._endpoints.values()].map(endpoint => endpoint._toSpec())),
      workloadSelector: this.workloadSelector && { labels: this.workloadSelector },
      exportTo: listOrNothing(this._exportedTo),
      subjectAltNames: listOrNothing(this._subjectAltNames),
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
