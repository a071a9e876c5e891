import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { EgressHost } from './egress-host';
import { ExportScope } from './export-scope';
import { ImportedServiceEntry } from './imported-service-entry';
import { Location, Resolution } from './resolution';
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

/** Properties of `ServiceEntry`. */
export interface ServiceEntryProps extends ResourceProps {
  /**
   * DNS names of the service; the first label may be the wildcard `*`. Written in lower case, without a final dot.
   */
  readonly hosts: string[];

  /**
   * Ports of the service.
   *
   * @default - none; an entry without ports has no effect until `addPort()` is called
   */
  readonly ports?: ServicePort[];

  /**
   * IP addresses or CIDRs that the service is dialled at.
   *
   * @default - none: the service is recognised by host name, or, on TCP ports, takes all traffic of the port
   */
  readonly addresses?: string[];

  /**
   * Whether the service is part of the mesh.
   *
   * @default Location.MESH_EXTERNAL
   */
  readonly location?: Location;

  /**
   * How sidecars find the address to connect to.
   *
   * @default - NONE if a host is a wildcard or an address is a CIDR; STATIC if all endpoints are IP addresses, or workloads are selected; else DNS. Decided at synth
   */
  readonly resolution?: Resolution;

  /**
   * Addresses behind the service.
   *
   * @default - none: the hosts themselves
   */
  readonly endpoints?: ServiceEntryEndpoint[];

  /**
   * Labels of the pods or WorkloadEntries, in the entry's namespace, that are the endpoints. Not together with `endpoints`.
   *
   * @default - none
   */
  readonly workloadSelector?: { [key: string]: string };

  /**
   * Whom the entry is visible to.
   *
   * @default - what the mesh's `defaultServiceExportTo` says: everybody, if nothing else was set
   */
  readonly exportTo?: ExportScope[];

  /**
   * Names that the certificate of the service may carry; used where the sidecar starts TLS.
   *
   * @default - none
   */
  readonly subjectAltNames?: string[];
}

/**
 * Makes a service known to the mesh, so that sidecars let their workloads out to it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class ServiceEntry extends Resource implements IServiceEntry {
  /**
   * Refers to a ServiceEntry that is not part of this app.
   *
   * @throws if no host is given, or the namespace or a host can't be right
   */
  public static fromServiceEntryAttributes(scope: Construct, id: string, attributes: ServiceEntryAttributes): IServiceEntry {
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

  /**
   * @throws if a host, address or port can't be right, if two ports have one number or name, if an explicit `resolution` contradicts the rest, or
   * if the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: ServiceEntryProps) {
    super(scope, id, props.metadata);
    if (props.hosts.length === 0) { throw new Error('\'hosts\' must not be empty: name at least one host'); }
    if (props.workloadSelector && Object.keys(props.workloadSelector).length === 0) {
      throw new Error('\'workloadSelector\' must not be empty, got "{}": without labels it selects every workload of the namespace');
    }

    this.location = props.location ?? Location.MESH_EXTERNAL;
    this._subjectAltNames = [...props.subjectAltNames ?? []];
    this.workloadSelector = props.workloadSelector && { ...props.workloadSelector };
    this._resolution = new ServiceEntryResolution(props.resolution, this.workloadSelector !== undefined);

    this.apiObject = this._define(l1.ServiceEntry.GVK, props.metadata, () => l1.toJson_ServiceEntrySpec(this.toSpec()));

    // The explicit resolution is judged when everything is there, so that the order of the fields does not matter.
    props.hosts.forEach(host => this.insertHost(host));
    props.ports?.forEach(port => this.insertPort(port));
    props.addresses?.forEach(address => this.insertAddress(address));
    props.endpoints?.forEach(endpoint => this.insertEndpoint(endpoint));
    props.exportTo?.forEach(exportScope => this.addExportTo(exportScope));
    this.checkResolution();
  }

  /** The hosts, in code-unit order; a copy, use `addHost()` to add one. */
  public get hosts(): string[] {
    return [...this._hosts].sort();
  }

  /** The ports, by number; a copy, use `addPort()` to add one. */
  public get ports(): ServicePort[] {
    return [...this._ports].sort((a, b) => a.number - b.number);
  }

  /** The addresses, in code-unit order; a copy, use `addAddress()` to add one. */
  public get addresses(): string[] {
    return [...this._addresses].sort();
  }

  /** How sidecars find the address to connect to, as things stand now. */
  public get resolution(): Resolution {
    return this._resolution.decide(this._hosts, this._addresses, [...this._endpoints.values()]);
  }

  /** The hosts that a Sidecar must import to see this entry. */
  public get egressHosts(): EgressHost[] {
    return this.hosts.map(host => EgressHost._ofService(this.namespace, host));
  }

  /**
   * Adds a host; one that is there already is ignored.
   *
   * @throws if it can't be a host, or contradicts the explicit resolution
   */
  public addHost(host: string): void {
    this.insertHost(host);
    this.checkResolution();
  }

  /**
   * Adds a port; one that is there already, the same in all respects, is ignored.
   *
   * @throws if another port has its number or name
   */
  public addPort(port: ServicePort): void {
    this.insertPort(port);
    this.checkResolution();
  }

  /**
   * Adds an IP address or CIDR that the service is dialled at; one that is there already is ignored.
   *
   * @throws if it is neither, or contradicts the explicit resolution
   */
  public addAddress(address: string): void {
    this.insertAddress(address);
    this.checkResolution();
  }

  /**
   * Adds an address behind the service; one that is there already, the same in all respects, is ignored.
   *
   * @throws if workloads are selected, or it contradicts the explicit resolution
   */
  public addEndpoint(endpoint: ServiceEntryEndpoint): void {
    this.insertEndpoint(endpoint);
    this.checkResolution();
  }

  /**
   * Makes the entry visible to one more namespace; one that is there already is ignored. The first call narrows it from the mesh's default to that
   * namespace.
   *
   * @throws if the item can't stand beside the others
   */
  public addExportTo(exportScope: ExportScope): void {
    if (this._exportTo.some(({ value }) => value === exportScope.value)) { return; }
    ExportScope._render([...this._exportTo, exportScope], this.namespace);
    this._exportTo.push(exportScope);
  }

  /** @internal */
  public _destinations(): Destination[] {
    return destinationsOf(this.hosts, this.ports, this.addresses);
  }

  /** @internal */
  public _assumed(): KubernetesObject[] {
    return [];
  }

  /**
   * Puts a port in place of the one that has its number.
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
    if (!this._hosts.includes(host)) { this._hosts.push(host); }
  }

  private insertPort(port: ServicePort): void {
    const twin = this._ports.find(other => other.number === port.number || other.name === port.name);
    if (!twin) {
      this._ports.push(port);
    } else if (twin.number !== port.number || twin.protocol !== port.protocol || twin.name !== port.name || twin.targetPort !== port.targetPort) {
      throw new Error(`'ports' must differ in number and name, got ${quote(port.name)} (${port.number}) beside "${twin.name}" (${twin.number})`);
    }
  }

  private insertAddress(given: string): void {
    if (!isIpAddress(given) && !isCidr(given)) {
      throw new Error(`'addresses' takes IP addresses and CIDRs, got ${quote(given)}; names belong in 'hosts'`);
    }
    const cidr = parseCidr(given);
    const address = cidr ? `${cidr.address}/${cidr.prefix}` : canonicalIp(given);
    if (!this._addresses.includes(address)) { this._addresses.push(address); }
  }

  private insertEndpoint(endpoint: ServiceEntryEndpoint): void {
    if (this.workloadSelector) { throw new Error('\'endpoints\' and \'workloadSelector\' exclude each other: leave one of them out'); }
    this._endpoints.set(JSON.stringify(endpoint._toSpec()), endpoint);
  }

  private checkResolution(): void {
    this._resolution.check(this._hosts, this._addresses, [...this._endpoints.values()], this._ports);
  }

  private toSpec(): l1.ServiceEntrySpec {
    return {
      hosts: this.hosts,
      ports: listOrNothing(this.ports.map(port => port._toSpec())),
      addresses: listOrNothing(this.addresses),
      location: this.location as string as l1.ServiceEntrySpecLocation,
      resolution: this.resolution as string as l1.ServiceEntrySpecResolution,
      endpoints: listOrNothing([...this._endpoints.values()].map(endpoint => endpoint._toSpec())),
      workloadSelector: this.workloadSelector && { labels: this.workloadSelector },
      exportTo: listOrNothing(ExportScope._render(this._exportTo, this.namespace)),
      subjectAltNames: listOrNothing(this._subjectAltNames),
    };
  }
}

/** Judges the form in which a host is written: `10.0.0.1.` is a name until its final dot is gone. */
function checkHost(given: string, host: string): void {
  if (host === '*') { throw new Error(`'hosts' does not take every host at once, got ${quote(given)}; name a domain, such as "*.example.com"`); }
  if (isHostName(host)) { return; }
  if (isWildcardDomain(host) && isPartialWildcard(host)) {
    throw new Error(`'hosts' takes a wildcard for a whole label only, such as "*.example.com", got ${quote(given)}; Envoy would refuse the whole listener`);
  }
  if (isIpAddress(host) || isCidr(host)) {
    throw new Error(`'hosts' takes DNS names, got the address ${quote(given)}; pass it in 'addresses' beside a host name of your own`);
  }
  const name = host.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^.*@/s, '').replace(/[/:?#].*$/s, '');
  const remedy = name !== host && isHostName(name) ? `; did you mean ${quote(name)}` : '';
  throw new Error(`'hosts' takes DNS names without scheme, port or path, got ${quoteHost(given)}${remedy}`);
}

function isHostName(host: string): boolean {
  return isFqdn(host) || (host !== '*' && isWildcardHost(host) && isWildcardDomain(host));
}
