import { ApiObject } from 'cdk8s';
import { apiEndpointOf } from './endpoint-entry';
import type { OneAgentEgress, OneAgentEgressProps } from './one-agent-egress';
import { OperatorComponent, OperatorIstioObject, operatorIstioObjects, operatorLabels } from './operator-istio-objects';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote } from '../analysis/base/quote';
import { ConvertedDynaKube as DynaKubeObject, dynaKubeOf } from '../analysis/dynatrace/dynakube';
import { hasActiveGate, injectionMode } from '../analysis/dynatrace/dynakube-state';
import type { Destination } from '../analysis/reach/egress-proof';
import { isIpAddress } from '../analysis/syntax/addresses';
import { egressHostFault } from '../analysis/syntax/egress-host-syntax';
import { isWildcardHost, normalizeHost } from '../analysis/syntax/hosts';
import { acceptRule } from '../core/accepted-rule';
import { CommunicationEndpoint, EndpointScheme } from '../dynatrace/connection/communication-endpoint';
import { ConnectionInfo } from '../dynatrace/connection/connection-info';
import { EndpointSeparator, OperatorEndpoint, operatorEndpointText, parseOperatorEndpointList } from '../dynatrace/connection/operator-endpoint-list';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';
import { EgressHost } from '../istio/egress-host';

/** The rule that the objects of two components break where both have a host. */
const CONFLICTING_HOSTS = 'virtual-service/conflicting-hosts';

/** The endpoints of one component. */
interface ComponentEndpoints {
  readonly component: OperatorComponent;
  readonly endpoints: readonly OperatorEndpoint[];
}

/** The objects that the operator's `enableIstio` would make, in place of those of this library. */
export class OperatorCompatibleEgress {
  private readonly dynakube: IDynaKube;
  private readonly components: readonly ComponentEndpoints[];
  private readonly objects: readonly OperatorIstioObject[];

  /** @throws if the operator can't express something, or can't read a list */
  public constructor(egress: OneAgentEgress, private readonly props: OneAgentEgressProps) {
    refuseForeignProps(props);
    const { dynakube, connectionInfo, activeGateConnectionInfo, metadata } = props;
    if (dynakube?.apiUrl === undefined) {
      throw new Error("'operatorCompatible' needs a 'dynakube' whose 'apiUrl' is known: the operator names its objects after the DynaKube, and admits its API first");
    }
    this.dynakube = dynakube;
    if (metadata?.namespace !== undefined && metadata.namespace !== dynakube.namespace) {
      throw new Error(`'metadata.namespace' must be that of the DynaKube with 'operatorCompatible', got ${quote(metadata.namespace)} instead of "${dynakube.namespace}"; leave it out`);
    }
    this.components = [
      { component: 'operator', endpoints: [apiEndpointOf(dynakube, dynakube.apiUrl)] },
      { component: 'oneagent', endpoints: endpointsOf(connectionInfo, EndpointSeparator.ONE_AGENT, "'connectionInfo'") },
      { component: 'activegate', endpoints: endpointsOf(activeGateConnectionInfo, EndpointSeparator.ACTIVE_GATE, "'activeGateConnectionInfo'") },
    ];
    this.objects = this.components.flatMap(({ component, endpoints }) => operatorIstioObjects(dynakube, component, endpoints));
    for (const { component } of this.components) { refuseLabels(props, operatorLabels(dynakube, component)); }
    for (const { metadata: own, ...object } of this.objects) {
      const labels = { ...metadata?.labels, ...own.labels };
      const apiObject = new ApiObject(egress, `${object.kind}-${own.name}`, { ...object, metadata: { ...metadata, ...own, labels } });
      // Nearly every environment has a host in several of its lists. Which VirtualService counts is chance then; whether it is enough is proved.
      acceptRule(apiObject, CONFLICTING_HOSTS);
    }
  }

  /** What Sidecars must import. A host that can't be named there is imported with its namespace. */
  public get egressHosts(): EgressHost[] {
    const { namespace } = this.dynakube;
    const hosts = new Set(this.objects.filter(({ kind }) => kind === 'ServiceEntry').flatMap(({ spec }) => spec.hosts));
    return [...hosts].map(host => egressHostFault(`${namespace}/${host}`) ? EgressHost.namespace(namespace) : EgressHost._ofService(namespace, host));
  }

  /** The IP addresses that code modules and the operator connect to, each once. */
  public get addresses(): string[] {
    return [...new Set(this.reached().map(({ host }) => host).filter(isIpAddress))];
  }

  /** The connections that code modules need. Those of the ActiveGate are its own. */
  public destinations(): Destination[] {
    return this.reached().flatMap(({ scheme, host, port }): Destination[] => {
      if (isIpAddress(host)) {
        return [{ label: `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`, address: host, port, protocol: 'tcp' }];
      }
      return isWildcardHost(host) ? [] : [{ label: `${scheme}://${host}:${port}`, host: normalizeHost(host), port, protocol: scheme }];
    });
  }

  /** What is wrong as long as the DynaKube is as it is: the operator makes no objects for a component that is off. */
  public validate(): string[] {
    const dynakube = this.ownDynaKube();
    if (dynakube === undefined) { return []; }
    const messages: string[] = [];
    if (this.props.connectionInfo && !injectionMode(dynakube.spec)) {
      messages.push("'connectionInfo' is for code modules, which the mode of the DynaKube does not inject: the operator would make no objects of it; leave it out, or 'operatorCompatible'");
    }
    if (this.props.activeGateConnectionInfo && !hasActiveGate(dynakube.spec)) {
      messages.push("'activeGateConnectionInfo' is for an ActiveGate, which the DynaKube does not have: the operator would make no objects of it; leave it out, or 'operatorCompatible'");
    }
    return messages;
  }

  private reached(): OperatorEndpoint[] {
    const endpoints = this.components.filter(({ component }) => component !== 'activegate').flatMap(each => each.endpoints);
    return [...new Map(endpoints.map(endpoint => [operatorEndpointText(endpoint), endpoint])).values()];
  }

  private ownDynaKube(): DynaKubeObject | undefined {
    return DynaKube.isDynakube(this.dynakube) ? dynaKubeOf(ApiObject.of(this.dynakube as DynaKube).toJson() as KubernetesObject) : undefined;
  }
}

/** What this library can do and the operator can't. */
function refuseForeignProps(props: OneAgentEgressProps): void {
  const refused: [string, boolean, string][] = [
    ['exportTo', props.exportTo !== undefined, 'all namespaces see what the operator makes'],
    ['entryNamePrefix', props.entryNamePrefix !== undefined, 'the operator names its objects after the DynaKube'],
    ['clusterDomain', props.clusterDomain !== undefined, "the operator treats the cluster's own Services like any other host"],
    ['virtualServices', props.virtualServices === false, 'the operator makes a VirtualService beside each ServiceEntry for names'],
  ];
  for (const [prop, isSet, reason] of refused) {
    if (isSet) { throw new Error(`'${prop}' can't be set with 'operatorCompatible': ${reason}; leave one of the two out`); }
  }
}

function refuseLabels({ metadata }: OneAgentEgressProps, own: { readonly [key: string]: string }): void {
  for (const key of Object.keys(own)) {
    const label = metadata?.labels?.[key];
    if (label !== undefined) {
      throw new Error(`'metadata.labels' can't have "${key}" with 'operatorCompatible': its value is the operator's, got ${quote(label)}; leave it out`);
    }
  }
}

/** @throws if the operator would read other endpoints than are meant: with a wrong separator it misses all but the first in silence */
function endpointsOf(connectionInfo: ConnectionInfo | undefined, separator: EndpointSeparator, prop: string): OperatorEndpoint[] {
  if (connectionInfo === undefined) { return []; }
  const endpoints = parseOperatorEndpointList(connectionInfo._textOf(separator), separator, prop);
  const read = new Set(endpoints.map(meaningOf));
  if (connectionInfo.endpoints.some(endpoint => !read.has(endpoint.toString())) || read.size !== connectionInfo.endpoints.length) {
    throw new Error(`${prop} must be what the operator reads with 'operatorCompatible': it reads ${endpoints.length} of the ${connectionInfo.endpoints.length} endpoints, or others, `
      + `because only "${separator}" separates them for it; use the answer of the API's call for ${separator === EndpointSeparator.ONE_AGENT ? 'OneAgent' : 'ActiveGate'}`);
  }
  return endpoints;
}

/** The text of the endpoint that this library sees in the operator's one. */
function meaningOf(endpoint: OperatorEndpoint): string {
  const { scheme, host, port } = endpoint;
  try {
    return CommunicationEndpoint.of({ host, port, scheme: scheme === 'http' ? EndpointScheme.HTTP : EndpointScheme.HTTPS }).toString();
  } catch {
    return operatorEndpointText(endpoint);
  }
}
