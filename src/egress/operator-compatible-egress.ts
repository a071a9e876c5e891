import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { apiEndpointOf } from './endpoint-entry';
import { IOneAgentEgress, MonitoredWorkloads } from './monitored-workloads';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Labels } from '../analysis/base/labels';
import { quote } from '../analysis/base/quote';
import { dynaKubeOf } from '../analysis/dynatrace/dynakube';
import { hasActiveGate, injectionMode } from '../analysis/dynatrace/dynakube-state';
import { OperatorComponent, OperatorIstioObject, operatorIstioObjects, operatorLabels } from '../analysis/dynatrace/operator-istio-objects';
import type { MeshWorkload } from '../analysis/model/workload';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { isIpAddress } from '../analysis/syntax/addresses';
import { egressHostFault } from '../analysis/syntax/egress-host-syntax';
import { isWildcardHost, normalizeHost } from '../analysis/syntax/hosts';
import { acceptRule } from '../core/accepted-rule';
import { renderAnnotations, renderLabels } from '../core/labels';
import { checkCall } from '../core/signatures/check-call';
import { CommunicationEndpoint, EndpointScheme } from '../dynatrace/connection/communication-endpoint';
import { ConnectionInfo } from '../dynatrace/connection/connection-info';
import { EndpointSeparator, OperatorEndpoint, operatorEndpointText, parseOperatorEndpointList } from '../dynatrace/connection/operator-endpoint-list';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';
import { EgressHost } from '../istio/egress-host';

/** The rule that the objects of two components violate if both have a host. */
const CONFLICTING_HOSTS = 'virtual-service/conflicting-hosts';

/** Properties of `OperatorCompatibleEgress`. */
export interface OperatorCompatibleEgressProps {
  /**
   * The DynaKube whose objects are created, with a known `apiUrl` and without `enableIstio`. A DynaKube of this app also gets a feature flag that
   * delays the first connection of code modules by 6 seconds, as with `enableIstio`.
   */
  readonly dynakube: IDynaKube;

  /**
   * The endpoints of code modules, as the Dynatrace API lists them in its answer for OneAgent. Set it if the mode of the DynaKube injects code modules.
   *
   * @default - no objects for code modules
   */
  readonly connectionInfo?: ConnectionInfo;

  /**
   * The endpoints of the ActiveGate, as the Dynatrace API lists them in its answer for ActiveGate. Set it if the DynaKube has an ActiveGate. Code
   * modules need not reach these endpoints.
   *
   * @default - no objects for ActiveGate
   */
  readonly activeGateConnectionInfo?: ConnectionInfo;

  /**
   * More labels of all objects, such as `app.kubernetes.io/version`, which the operator sets to its own version.
   *
   * @default - only the labels of the operator and of the chart
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of all objects.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/** The endpoints of one component. */
interface ComponentEndpoints {
  readonly component: OperatorComponent;
  readonly endpoints: readonly OperatorEndpoint[];
}

/**
 * The Istio objects that the Dynatrace operator creates for a DynaKube with `enableIstio`, as part of the app. Use it to move these objects from the
 * operator to GitOps: names, labels, hosts, ports, resolution and VirtualServices stay as they are in the cluster. For everything else, use
 * `OneAgentEgress`.
 *
 * The objects have the faults of the operator's objects. For example, a host with two ports gives a VirtualService that Istio rejects, which fails the
 * synth. The objects have no owner reference, no annotation `internal.operator.dynatrace.com/template-hash` and, unless `labels` sets it, no label
 * `app.kubernetes.io/version`. The endpoint lists are read as operator 1.10.1 and later reads them, character by character. An endpoint that the operator
 * would miss is an error.
 *
 * A Sidecar imports the objects with `sidecar.allowEgressTo(egress)`. The synth fails if a workload with code modules does not reach an endpoint.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/k8s-istio
 *
 * @exampleMetadata fixture=with-dynakube
 * @example
 * const egress = new OperatorCompatibleEgress(monitoring, 'Egress', {
 *   dynakube,
 *   connectionInfo: ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com/communication'),
 * });
 * new Sidecar(shop, 'Sidecar').allowEgressTo(egress);
 */
export class OperatorCompatibleEgress extends Construct implements IOneAgentEgress {
  private readonly dynakube: IDynaKube;
  private readonly components: readonly ComponentEndpoints[];
  private readonly objects: readonly OperatorIstioObject[];
  private readonly workloads: MonitoredWorkloads;

  /**
   * @throws if the `apiUrl` of the DynaKube is not known or has no host, the operator would read other endpoints than a connection info has, or a label
   * or annotation is invalid or belongs to the operator
   */
  public constructor(scope: Construct, id: string, props: OperatorCompatibleEgressProps) {
    checkCall('OperatorCompatibleEgress', [scope, id, props]);
    super(scope, id);
    const { dynakube, connectionInfo, activeGateConnectionInfo } = props;
    if (dynakube?.apiUrl === undefined) {
      throw new Error('\'dynakube\' must be a DynaKube with a known \'apiUrl\', because the operator names its objects after the DynaKube and allows its API; pass \'apiUrl\' to the DynaKube');
    }
    this.dynakube = dynakube;
    this.components = [
      { component: 'operator', endpoints: [apiEndpointOf(dynakube, dynakube.apiUrl)] },
      { component: 'oneagent', endpoints: endpointsOf(connectionInfo, EndpointSeparator.ONE_AGENT, '\'connectionInfo\'') },
      { component: 'activegate', endpoints: endpointsOf(activeGateConnectionInfo, EndpointSeparator.ACTIVE_GATE, '\'activeGateConnectionInfo\'') },
    ];
    this.objects = this.components.flatMap(({ component, endpoints }) => operatorIstioObjects(dynakube, component, endpoints));
    this.addObjects(props);
    this.workloads = new MonitoredWorkloads(this, dynakube);
    if (connectionInfo) { this.workloads.addConnectionInfo(connectionInfo); }
    if (activeGateConnectionInfo) { this.workloads.addActiveGateConnectionInfo(activeGateConnectionInfo); }
    this.workloads.requireEgress({ destinations: () => this.destinations() });
    new Set(this.reached().map(({ host }) => host).filter(isIpAddress)).forEach(address => this.workloads.addAddress(address));
    this.node.addValidation({ validate: () => this.unusedEndpoints(props) });
  }

  /** The hosts that a Sidecar must import so that OneAgent reaches its endpoints. A host that Sidecars can't import by name is imported with its namespace. */
  public get egressHosts(): EgressHost[] {
    const { namespace } = this.dynakube;
    const hosts = new Set(this.objects.filter(({ kind }) => kind === 'ServiceEntry').flatMap(({ spec }) => spec.hosts));
    return [...hosts].map(host => egressHostFault(`${namespace}/${host}`) ? EgressHost.namespace(namespace) : EgressHost._ofService(namespace, host));
  }

  /**
   * Excludes workloads from the check that every workload with code modules reaches every endpoint.
   *
   * @param scope a workload, or a chart or another construct, which excludes all workloads below it
   * @param reason why the workloads need not reach the endpoints, for readers of the code
   * @throws if the reason is empty, or the scope is not a construct of this app
   */
  public exempt(scope: IConstruct, reason: string): void {
    checkCall('OperatorCompatibleEgress#exempt', [scope, reason]);
    this.workloads.exempt(scope, reason);
  }

  /** @internal */
  public _monitors(workload: MeshWorkload, namespaceLabels: Labels | undefined, apiObject: ApiObject | undefined): boolean {
    return this.workloads.monitors(workload, namespaceLabels, apiObject);
  }

  /**
   * Excludes the endpoints that are IP addresses from the sidecar of a workload: its traffic to them bypasses the mesh. Endpoints with a host name
   * still need their ServiceEntry.
   *
   * @throws if the construct has no pod template
   */
  public bypass(workload: IConstruct): void {
    checkCall('OperatorCompatibleEgress#bypass', [workload]);
    this.workloads.bypass(workload);
  }

  private addObjects(props: OperatorCompatibleEgressProps): void {
    const labels = renderLabels('labels', props.labels);
    const annotations = renderAnnotations('annotations', props.annotations);
    checkLabels(labels, Object.keys(operatorLabels(this.dynakube, 'operator')));
    for (const { metadata, ...object } of this.objects) {
      const apiObject = new ApiObject(this, `${object.kind}-${metadata.name}`, {
        ...object, metadata: { ...metadata, labels: { ...labels, ...metadata.labels }, annotations },
      });
      // Nearly every environment has a host in several of its lists. Which VirtualService applies is then up to Istio; whether it suffices is proved.
      acceptRule(apiObject, CONFLICTING_HOSTS);
    }
  }

  /** The connections that code modules need. The endpoints of the ActiveGate are not among them. */
  private destinations(): Destination[] {
    return this.reached().flatMap(({ scheme, host, port }): Destination[] => {
      if (isIpAddress(host)) {
        return [{ label: `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`, address: host, port, protocol: 'tcp' }];
      }
      return isWildcardHost(host) ? [] : [{ label: `${scheme}://${host}:${port}`, host: normalizeHost(host), port, protocol: scheme }];
    });
  }

  /** The endpoints that code modules and the operator connect to, each once. */
  private reached(): OperatorEndpoint[] {
    const endpoints = this.components.filter(({ component }) => component !== 'activegate').flatMap(each => each.endpoints);
    return [...new Map(endpoints.map(endpoint => [operatorEndpointText(endpoint), endpoint])).values()];
  }

  /** The operator creates no objects for a component that the DynaKube does not have. */
  private unusedEndpoints({ dynakube, connectionInfo, activeGateConnectionInfo }: OperatorCompatibleEgressProps): string[] {
    const object = DynaKube.isDynakube(dynakube) ? dynaKubeOf(ApiObject.of(dynakube).toJson() as KubernetesObject) : undefined;
    if (object === undefined) { return []; }
    const messages: string[] = [];
    if (connectionInfo && !injectionMode(object.spec)) {
      messages.push(`'connectionInfo' is for code modules, but the mode of the DynaKube "${dynakube.name}" does not inject them, so the operator would create no objects for it; leave it out`);
    }
    if (activeGateConnectionInfo && !hasActiveGate(object.spec)) {
      messages.push(`'activeGateConnectionInfo' is for an ActiveGate, but the DynaKube "${dynakube.name}" has none, so the operator would create no objects for it; leave it out`);
    }
    return messages;
  }
}

/** @throws if a label of the user is one that the operator sets */
function checkLabels(labels: { readonly [key: string]: string } | undefined, ownKeys: readonly string[]): void {
  for (const key of ownKeys) {
    const label = labels?.[key];
    if (label !== undefined) { throw new Error(`'labels' must not have "${key}", which the operator sets, got ${quote(label)}; leave it out`); }
  }
}

/** @throws if the operator would read other endpoints than the connection info has: with a wrong separator, it silently misses all but the first */
function endpointsOf(connectionInfo: ConnectionInfo | undefined, separator: EndpointSeparator, prop: string): OperatorEndpoint[] {
  if (connectionInfo === undefined) { return []; }
  const endpoints = parseOperatorEndpointList(connectionInfo._textOf(separator), separator, prop);
  const read = new Set(endpoints.map(comparableText));
  if (connectionInfo.endpoints.some(endpoint => !read.has(endpoint.toString())) || read.size !== connectionInfo.endpoints.length) {
    throw new Error(`${prop} must be a list that the operator reads completely, but the operator separates endpoints by "${separator}" only and reads `
      + `${endpoints.length} of ${connectionInfo.endpoints.length} endpoints, or other ones; use the answer of the API for ${separator === EndpointSeparator.ONE_AGENT ? 'OneAgent' : 'ActiveGate'}`);
  }
  return endpoints;
}

/** The text of an endpoint as `ConnectionInfo` writes it, if it can. */
function comparableText(endpoint: OperatorEndpoint): string {
  const { scheme, host, port } = endpoint;
  try {
    return CommunicationEndpoint.of({ host, port, scheme: scheme === 'http' ? EndpointScheme.HTTP : EndpointScheme.HTTPS }).toString();
  } catch {
    return operatorEndpointText(endpoint);
  }
}
