import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AllowedService, apiOf, assumedService, clusterServiceOf, entryNameOf, portOf } from './endpoint-entry';
import { virtualServiceSpecOf } from './endpoint-virtual-service';
import { ForwardProxy } from './forward-proxy';
import { IOneAgentEgress, MonitoredWorkloads } from './monitored-workloads';
import { OneAgentProxy } from './one-agent-proxy';
import * as l1 from '../../imports/networking.istio.io';
import type { Labels } from '../analysis/base/labels';
import { quote } from '../analysis/base/quote';
import type { MeshWorkload } from '../analysis/model/workload';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { hostOfAddress } from '../analysis/syntax/address-hosts';
import { isIpAddress } from '../analysis/syntax/addresses';
import { isKubernetesName } from '../analysis/syntax/hosts';
import { PORT_WITH_AND_WITHOUT_TLS } from '../core/construct-rule';
import { ConstructFindings, MeshChecker } from '../core/mesh-checker';
import { checkCall } from '../core/signatures/check-call';
import { CommunicationEndpoint, EndpointScheme } from '../dynatrace/connection/communication-endpoint';
import { ConnectionInfo } from '../dynatrace/connection/connection-info';
import { IDynaKube } from '../dynatrace/dynakube/dynakube';
import { IEgressGateway } from '../istio/egress-gateway-interface';
import { EgressHost } from '../istio/egress-host';
import { ExportScope } from '../istio/export-scope';
import { Resolution } from '../istio/resolution';
import { ServiceEntry } from '../istio/service-entry';
import { destinationsOf } from '../istio/service-entry-destinations';
import { ServicePort } from '../istio/service-port';

/** Properties of `OneAgentEgress`. */
export interface OneAgentEgressProps {
  /**
   * The endpoints that OneAgent sends its data to, as the Dynatrace API lists them.
   *
   * @default - only the API of `dynakube`, until `addConnectionInfo()` or `addEndpoint()` is called
   */
  readonly connectionInfo?: ConnectionInfo;

  /**
   * The DynaKube that injects OneAgent. Its API is allowed too. A DynaKube of this app also gets a feature flag that delays the first connection of
   * code modules by 6 seconds, so that sidecars start first.
   *
   * @default - none
   */
  readonly dynakube?: IDynaKube;

  /**
   * The HTTP proxy of the DynaKube, also if its URL is in a Secret. Code modules then connect to the proxy, and only the endpoints that they reach without
   * it get ServiceEntries: those in the feature flag `no-proxy`, and the API if OTLP exporters of applications call it. Services of the cluster are always
   * reached directly.
   *
   * @default - no proxy; for a DynaKube of the app that has one, `one-agent-egress/proxy-unproved` is reported
   */
  readonly forwardProxy?: ForwardProxy;

  /**
   * Hosts that code modules reach without `forwardProxy`: the feature flag `no-proxy` of a DynaKube that is not part of this app.
   *
   * @default - the feature flag of a DynaKube of this app; otherwise no hosts
   */
  readonly noProxyHosts?: string[];

  /**
   * Namespaces that see the ServiceEntries.
   *
   * @default - the mesh's `defaultServiceExportTo`: all namespaces, unless it is set
   */
  readonly exportTo?: ExportScope[];

  /**
   * Start of the names of the ServiceEntries. The host follows.
   *
   * @default 'oneagent-'
   */
  readonly entryNamePrefix?: string;

  /**
   * DNS domain of the cluster. Endpoints that are Services of the cluster (`<name>.<namespace>.svc.<domain>`) are imported by Sidecars and need no
   * ServiceEntry.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * Whether each host name also gets a VirtualService that routes its ports. Istio routes the hosts without one. Set it for tools that expect one.
   *
   * @default false
   */
  readonly virtualServices?: boolean;

  /**
   * Namespace, labels and annotations of the ServiceEntries. `name` must not be set: each ServiceEntry is named after its host.
   *
   * @default - the namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

/** The ServiceEntry of one host, and the schemes of its ports. */
interface AllowedHost {
  readonly entry: ServiceEntry;
  readonly schemes: Map<number, EndpointScheme>;
  /** Ports that are used with TLS and in plain text. */
  readonly mixed: Set<number>;
}

/**
 * Allows OneAgent, whose code modules run inside the pods of a mesh, to send its data to Dynatrace: one ServiceEntry for each host or IP address.
 *
 * A Sidecar imports all of them with `sidecar.allowEgressTo(oneAgentEgress)`. The synth fails if a workload with code modules does not reach an
 * endpoint. A new endpoint adds or changes one ServiceEntry and one line of each such Sidecar, nothing else. With `forwardProxy`, workloads reach the
 * proxy instead.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/k8s-istio
 *
 * @exampleMetadata fixture=with-dynakube
 * @example
 * const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
 *   dynakube,
 *   connectionInfo: ConnectionInfo.fromFile('connection-info.json'),
 * });
 * new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);
 */
export class OneAgentEgress extends Construct implements IOneAgentEgress {
  private readonly props: OneAgentEgressProps;
  private readonly allowed = new Map<string, AllowedHost>();
  private readonly hostsByName = new Map<string, string>();
  private readonly services = new Map<string, AllowedService>();
  private readonly workloads: MonitoredWorkloads;
  private readonly proxy: OneAgentProxy;
  private gateway?: IEgressGateway;

  /**
   * @throws if neither `connectionInfo` nor `dynakube` is given, `metadata.name` is set, `noProxyHosts` is set without `forwardProxy` or for a DynaKube of
   * this app, another value is invalid, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: OneAgentEgressProps) {
    checkCall('OneAgentEgress', [scope, id, props]);
    super(scope, id);
    if (!props.connectionInfo && !props.dynakube) {
      throw new Error('OneAgentEgress needs endpoints: pass \'connectionInfo\', \'dynakube\' or both');
    }
    if (props.metadata?.name !== undefined) {
      throw new Error(`'metadata.name' must not be set, because each ServiceEntry is named after its host, got ${quote(props.metadata.name)}; use 'entryNamePrefix'`);
    }
    this.props = props;
    this.proxy = new OneAgentProxy(props.dynakube, props.forwardProxy, props.noProxyHosts, () => this.destinations());
    this.workloads = new MonitoredWorkloads(this, props.dynakube);
    if (props.dynakube?.apiUrl !== undefined) { this.addEndpoint(apiOf(props.dynakube, props.dynakube.apiUrl)); }
    if (props.connectionInfo) { this.addConnectionInfo(props.connectionInfo); }
    this.workloads.requireEgress({
      destinations: () => this.destinations(),
    }, () => this.findings(), object => this.proxy.covers(object));
    MeshChecker.of(this).addAssumedObjects(this, () => {
      return [...this.services.values()].map(({ service, ports }) => assumedService(service, [...ports.values()]));
    });
    this.node.addValidation({
      validate: () => this.egressHosts.length > 0 ? [] : ['no endpoint is allowed: pass \'connectionInfo\', or a DynaKube with a known \'apiUrl\''],
    });
    this.node.addValidation({ validate: () => [this.proxy.lateException() ?? []].flat() });
  }

  /** The ServiceEntries so far, by name. The array is a copy. */
  public get serviceEntries(): ServiceEntry[] {
    return [...this.allowed.values()].map(({ entry }) => entry).sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /** The hosts that a Sidecar must import so that OneAgent reaches its endpoints: ServiceEntries, Services of the cluster, and the proxy. */
  public get egressHosts(): EgressHost[] {
    return [
      ...this.serviceEntries.flatMap(entry => entry.egressHosts),
      ...[...this.services.values()].map(({ service: { namespace, host } }) => EgressHost._ofService(namespace, host)),
      ...this.props.forwardProxy?.egressHosts ?? [],
    ];
  }

  /**
   * Allows all endpoints of a connection info.
   *
   * @throws if two endpoints need ServiceEntries with the same name
   */
  public addConnectionInfo(connectionInfo: ConnectionInfo): void {
    checkCall('OneAgentEgress#addConnectionInfo', [connectionInfo]);
    connectionInfo.endpoints.forEach(endpoint => this.addEndpoint(endpoint));
    this.workloads.addConnectionInfo(connectionInfo);
  }

  /**
   * Allows one more endpoint, such as an ActiveGate. An endpoint that is already allowed is ignored, and so is one that is reached through `forwardProxy`.
   *
   * @throws if another endpoint needs a ServiceEntry with the same name
   */
  public addEndpoint(endpoint: CommunicationEndpoint): void {
    checkCall('OneAgentEgress#addEndpoint', [endpoint]);
    const service = endpoint.isIp ? undefined : clusterServiceOf(endpoint.host, this.props);
    if (service) {
      const known = this.services.get(service.host) ?? { service, ports: new Map<number, ServicePort>() };
      this.services.set(service.host, known);
      known.ports.set(endpoint.port, portOf(endpoint));
      return;
    }
    if (!this.proxy.isDirect(endpoint.host)) { return; }
    const host = this.allowed.get(endpoint.host) ?? this.allow(endpoint);
    const known = host.schemes.get(endpoint.port);
    if (known === undefined) {
      host.schemes.set(endpoint.port, endpoint.scheme);
      host.entry.addPort(portOf(endpoint));
    } else if (known !== endpoint.scheme && !endpoint.isIp) {
      // A port has one protocol. TLS is the one to keep: data should not be sent in plain text.
      host.schemes.set(endpoint.port, EndpointScheme.HTTPS);
      host.mixed.add(endpoint.port);
      host.entry._replacePort(ServicePort.https(endpoint.port));
    }
    if (endpoint.isIp) { this.workloads.addAddress(endpoint.host); }
  }

  /**
   * Excludes workloads from the check that every workload with code modules reaches every endpoint.
   *
   * @param scope a workload, or a chart or another construct, which excludes all workloads below it
   * @param reason why the workloads need not reach the endpoints, for readers of the code
   * @throws if the reason is empty, or the scope is not a construct of this app
   */
  public exempt(scope: IConstruct, reason: string): void {
    checkCall('OneAgentEgress#exempt', [scope, reason]);
    this.workloads.exempt(scope, reason);
  }

  /** @internal */
  public _monitors(workload: MeshWorkload, namespaceLabels: Labels | undefined, apiObject: ApiObject | undefined): boolean {
    return this.workloads.monitors(workload, namespaceLabels, apiObject);
  }

  /**
   * The ServiceEntry of the host of an endpoint, which then has the port of the endpoint. Undefined if the host is not allowed.
   *
   * @internal
   */
  public _sharedEntry(endpoint: CommunicationEndpoint): ServiceEntry | undefined {
    if (!this.allowed.has(endpoint.host)) { return undefined; }
    this.addEndpoint(endpoint);
    return this.allowed.get(endpoint.host)?.entry;
  }

  /**
   * Excludes the endpoints that are IP addresses from the sidecar of a workload, including endpoints that are added later: its traffic to them
   * bypasses the mesh. Endpoints with a host name still need their ServiceEntry.
   *
   * @throws if the construct has no pod template
   */
  public bypass(workload: IConstruct): void {
    checkCall('OneAgentEgress#bypass', [workload]);
    this.workloads.bypass(workload);
  }

  /**
   * Leads connections to endpoints with a host name through an egress gateway, including endpoints that are added later. Endpoints that are IP addresses
   * or Services of the cluster stay direct: the bytes of a connection to an address do not tell the gateway whom it is for.
   *
   * @throws if the connections already go through a gateway, or `virtualServices` is set
   */
  public through(gateway: IEgressGateway): void {
    checkCall('OneAgentEgress#through', [gateway]);
    if (this.gateway) { throw new Error(`the connections already go through the egress gateway ${quote(this.gateway.host)}, so they can't go through ${quote(gateway.host)}; call through() once`); }
    if (this.props.virtualServices) { throw new Error('\'virtualServices\' can\'t be combined with through(), which creates the VirtualServices; leave it out'); }
    this.gateway = gateway;
    for (const [host, { entry }] of this.allowed) {
      if (!isIpAddress(host)) { entry.through(gateway); }
    }
  }

  private destinations(): Destination[] {
    return [
      ...this.serviceEntries.flatMap(entry => entry._destinations()),
      ...[...this.services.values()].flatMap(({ service, ports }) => destinationsOf([service.host], [...ports.values()], [])),
      ...this.props.forwardProxy?._destinations() ?? [],
    ];
  }

  private allow(endpoint: CommunicationEndpoint): AllowedHost {
    const { host, isIp } = endpoint;
    const name = entryNameOf(this.props.entryNamePrefix ?? 'oneagent-', host);
    if (!isKubernetesName(name)) {
      throw new Error(`'entryNamePrefix' must be the start of an object name (lower-case letters, digits, '-' and '.'), got ${quote(this.props.entryNamePrefix)}`);
    }
    const other = this.hostsByName.get(name);
    if (other !== undefined) {
      throw new Error(`the endpoints ${quote(other)} and ${quote(host)} need two ServiceEntries with the same name ${quote(name)}; pass one of them to another OneAgentEgress with its own 'entryNamePrefix'`);
    }
    const { exportTo, metadata } = this.props;
    const entry = new ServiceEntry(this, host, {
      hosts: [isIp ? hostOfAddress(host) : host],
      addresses: isIp ? [host] : undefined,
      resolution: isIp ? Resolution.NONE : Resolution.DNS,
      exportTo,
      metadata: { ...metadata, name },
    });
    const allowed: AllowedHost = { entry, schemes: new Map(), mixed: new Set() };
    this.allowed.set(host, allowed);
    this.hostsByName.set(name, host);
    if (this.props.virtualServices && !isIp) { this.addVirtualService(entry); }
    if (this.gateway && !isIp) { entry.through(this.gateway); }
    return allowed;
  }

  private addVirtualService(entry: ServiceEntry): void {
    new ApiObject(entry, 'VirtualService', {
      ...l1.VirtualService.GVK,
      metadata: { ...this.props.metadata, name: entry.name, namespace: entry.namespace },
      spec: Lazy.any({ produce: () => l1.toJson_VirtualServiceSpec(virtualServiceSpecOf(entry, this.props.exportTo ?? [])) }),
    });
  }

  private *findings(): ReturnType<ConstructFindings> {
    const finding = this.proxy.finding();
    if (finding) { yield finding; }
    for (const [host, { mixed }] of this.allowed) {
      for (const port of mixed) {
        const message = `port ${port} of "${host}" is used with TLS and in plain text, "https://${host}:${port}" and "http://${host}:${port}": the ServiceEntry allows TLS only, and plain text fails; remove one of the two endpoints`;
        yield { rule: PORT_WITH_AND_WITHOUT_TLS, message };
      }
    }
  }
}
