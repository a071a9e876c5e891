import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterServiceOf, entryNameOf } from './endpoint-entry';
import { quote } from '../analysis/base/quote';
import { endpointText, EndpointUrl, parseEndpointUrl } from '../analysis/dynatrace/endpoint-url';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { hostOfAddress } from '../analysis/syntax/address-hosts';
import { canonicalIp, isIpAddress } from '../analysis/syntax/addresses';
import { EgressDestination } from '../core/egress-destination';
import { nearestMeshSettings } from '../core/mesh-scope';
import { checkCall } from '../core/signatures/check-call';
import { EgressHost, IEgressTarget } from '../istio/egress-host';
import { ExportScope } from '../istio/export-scope';
import { Resolution } from '../istio/resolution';
import { ServiceEntry } from '../istio/service-entry';
import { ServicePort } from '../istio/service-port';

/** Properties of `ForwardProxy`. */
export interface ForwardProxyProps {
  /**
   * URL of the proxy with scheme, host and port, such as `http://proxy.example.com:3128`. It has no user and no password: these stay in the Secret or the
   * variable of the clients. Without a port, 80 for `http` and 443 for `https`.
   */
  readonly url: string;

  /**
   * IP addresses that DNS returns for the host of the URL. A client's connection to an `http` proxy begins with a request for the destination, so only its
   * address tells a sidecar that it is for the proxy.
   *
   * @default - the host, if it is an IP address; none for an `https` proxy, whose name is in the TLS handshake. An `http` proxy with a name must have
   * addresses, unless the Mesh has `dnsCapture`: sidecars then use the address that Istio allocates
   */
  readonly addresses?: string[];

  /**
   * Namespaces that see the ServiceEntry.
   *
   * @default - the mesh's `defaultServiceExportTo`: all namespaces, unless it is set
   */
  readonly exportTo?: ExportScope[];

  /**
   * Metadata of the ServiceEntry.
   *
   * @default - the name `forward-proxy-<host>`, and the namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Allows workloads to connect to a forward proxy outside the mesh, such as the HTTP proxy of a company: one ServiceEntry with the addresses of the proxy.
 *
 * A client with `HTTP_PROXY` or `HTTPS_PROXY` connects to the proxy for every destination, and the proxy connects to the destinations. So the mesh must
 * allow the proxy and not the destinations; only hosts in `NO_PROXY` need ServiceEntries of their own. The port is TCP: on a port that is declared as
 * HTTP, a sidecar answers `CONNECT` with 404 and routes other requests by the host of their destination.
 *
 * A Sidecar imports it with `sidecar.allowEgressTo(forwardProxy)`. For the proxy of a DynaKube, pass it to `OneAgentEgress`.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/http-proxy/
 *
 * @exampleMetadata fixture=app
 * @example
 * const proxy = new ForwardProxy(network, 'Proxy', {
 *   url: 'http://proxy.example.com:3128',
 *   addresses: ['203.0.113.30', '203.0.113.31'],
 * });
 * new Sidecar(shop, 'Sidecar').allowEgressTo(proxy);
 */
export class ForwardProxy extends Construct implements IEgressTarget {
  /** The ServiceEntry of the proxy. */
  public readonly serviceEntry: ServiceEntry;

  private readonly endpoint: EndpointUrl;

  /**
   * @throws if the URL is not that of an http or https proxy outside the cluster, or has user info; if an address is not an IP address, or the proxy needs
   * none; if an http proxy with a name has no address and the Mesh has no `dnsCapture`; or if the namespace is not known. No message quotes user info.
   */
  public constructor(scope: Construct, id: string, props: ForwardProxyProps) {
    checkCall('ForwardProxy', [scope, id, props]);
    super(scope, id);
    this.endpoint = parseEndpointUrl(props.url.trim(), '\'url\'');
    const { host, port } = this.endpoint;
    const service = clusterServiceOf(host, nearestMeshSettings(this));
    if (service) {
      throw new Error(`'url' must be the URL of a proxy outside the cluster, got the Service ${quote(host)}; import it with EgressHost.of(${quote(`${service.namespace}/${service.host}`)}), and let the name of its port begin with "tcp-"`);
    }
    const addresses = this.addressesOf(props.addresses ?? []);
    this.serviceEntry = new ServiceEntry(this, 'ServiceEntry', {
      hosts: [isIpAddress(host) ? hostOfAddress(host) : host],
      addresses,
      ports: [this.seesName ? ServicePort.https(port) : ServicePort.tcp(port)],
      // NONE keeps the address that the client chose.
      resolution: addresses.length > 0 ? Resolution.NONE : Resolution.DNS,
      exportTo: props.exportTo,
      metadata: { ...props.metadata, name: props.metadata?.name ?? entryNameOf('forward-proxy-', host) },
    });
  }

  /** URL of the proxy, `scheme://host:port`, with an IPv6 address in brackets: for `DynatraceProxy.url()`, or the variables of a container. */
  public get url(): string { return endpointText(this.endpoint); }

  /** DNS name or IP address of the proxy, such as for `proxy` of an EdgeConnect. */
  public get host(): string { return this.endpoint.host; }

  /** Port of the proxy. */
  public get port(): number { return this.endpoint.port; }

  /** IP addresses of the proxy, in code-unit order; empty if sidecars recognize it by its name. The list is a copy. */
  public get addresses(): string[] { return this.serviceEntry.addresses; }

  /** The hosts that a Sidecar must import to reach the proxy. */
  public get egressHosts(): EgressHost[] { return this.serviceEntry.egressHosts; }

  /** The connections to the proxy, one for each address, for `Mesh.requireEgress()`. Empty if sidecars recognize an http proxy by an address that Istio allocates. */
  public get destinations(): EgressDestination[] {
    if (this.seesName) { return [EgressDestination.https(this.host, this.port)]; }
    return this.addresses.map(address => EgressDestination.tcp(address, this.port));
  }

  /** @internal */
  public _destinations(): Destination[] { return this.serviceEntry._destinations(); }

  /** @internal */
  public _assumed(): [] { return []; }

  /** Whether a sidecar sees the name of the proxy, which a client sends in its TLS handshake. */
  private get seesName(): boolean {
    return this.endpoint.scheme === 'https' && !isIpAddress(this.host);
  }

  private addressesOf(given: readonly string[]): string[] {
    const bad = given.find(address => !isIpAddress(address));
    if (bad !== undefined) { throw new Error(`'addresses' must be IP addresses of the proxy, got ${quote(bad)}; pass what DNS returns for its name`); }
    if (isIpAddress(this.host)) {
      const other = given.find(address => canonicalIp(address) !== this.host);
      if (other !== undefined) { throw new Error(`'addresses' must be left out for a proxy whose 'url' has an IP address, got ${quote(other)}; clients connect to ${quote(this.host)} only`); }
      return [this.host];
    }
    if (this.seesName) {
      if (given.length > 0) { throw new Error(`'addresses' must be left out for an https proxy with a name, because clients send the name in the TLS handshake, got ${quote(given.join(', '))}`); }
      return [];
    }
    const { dnsCapture, autoAllocateIp, dnsAutoAllocate } = nearestMeshSettings(this);
    if (given.length === 0 && !(dnsCapture && (autoAllocateIp || dnsAutoAllocate))) {
      throw new Error(`'addresses' must have the IP addresses of ${quote(this.host)}, because a connection to an http proxy does not name the proxy, got none; pass what DNS returns for it, or set 'dnsCapture' of the Mesh if sidecars answer DNS`);
    }
    return [...given];
  }
}
