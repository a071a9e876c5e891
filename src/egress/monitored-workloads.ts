import { IConstruct } from 'constructs';
import { otherEnvironment } from './other-environment';
import { otherNetworkZone } from './other-network-zone';
import { dynakubeInOtherMesh, injectionBy, unprovedEgress } from './unproved-egress';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Labels } from '../analysis/base/labels';
import { isBlank, quote } from '../analysis/base/quote';
import { CodeModulesEndpoint, codeModulesEndpoint, ENVIRONMENT_UNREACHABLE } from '../analysis/dynatrace/code-modules-endpoint';
import { dynaKubeOf } from '../analysis/dynatrace/dynakube';
import type { MeshWorkload } from '../analysis/model/workload';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { checkConstruct, quotePath } from '../core/check-construct';
import type { CheckedMesh } from '../core/checked-mesh';
import { BYPASS_WITHOUT_ADDRESS, EGRESS_IN_OTHER_MESH, OTHER_ENVIRONMENT, OTHER_NETWORK_ZONE } from '../core/construct-rule';
import type { Client, EgressRequirement } from '../core/egress-requirement';
import { ConstructFindings, MeshChecker } from '../core/mesh-checker';
import type { ConnectionInfo } from '../dynatrace/connection/connection-info';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';
import { IEgressTarget } from '../istio/egress-host';
import { ProxyBypass } from '../istio/proxy-bypass';

const UNKNOWN_LABELS = 'the \'namespaceSelector\' of the DynaKube decides whether the pods get OneAgent, and the app has no Namespace object with the labels; '
  + 'add the Namespace with its labels, or call exempt()';

/** The endpoints that OneAgent sends its data to, and the workloads that must reach them. */
export interface IOneAgentEgress extends IEgressTarget {
  /**
   * Excludes workloads from the check that every workload with code modules reaches every endpoint.
   *
   * @param scope a workload, or a chart or another construct, which excludes all workloads below it
   * @param reason why the workloads need not reach the endpoints, for readers of the code
   * @throws if the reason is empty, or the scope is not a construct of this app
   */
  exempt(scope: IConstruct, reason: string): void;

  /**
   * Excludes the endpoints that are IP addresses from the sidecar of a workload: its traffic to them bypasses the mesh. Endpoints with a host name
   * still go through the sidecar.
   *
   * @throws if the construct has no pod template
   */
  bypass(workload: IConstruct): void;
}

/** The workloads whose pods get code modules. They must reach all endpoints of an egress, and may bypass their sidecars. */
export class MonitoredWorkloads {
  private readonly exempted = new Set<IConstruct>();
  private readonly bypasses = new Map<IConstruct, ProxyBypass>();
  private readonly addresses = new Set<string>();
  private readonly connectionInfos: ConnectionInfo[] = [];
  private readonly activeGateConnectionInfos: ConnectionInfo[] = [];

  /**
   * @param egress the construct that allows the endpoints
   * @param dynakube the DynaKube that decides which pods get code modules
   */
  public constructor(private readonly egress: IConstruct, private readonly dynakube: IDynaKube | undefined) {}

  /**
   * Requires, and proves at synth, that the workloads reach the endpoints. A DynaKube of this app delays the first connection until sidecars are ready.
   *
   * @param findings what else is wrong
   * @param covers whether a finding about the DynaKube repeats one of these
   */
  public requireEgress(
    endpoints: Pick<EgressRequirement, 'destinations'>, findings?: ConstructFindings, covers?: (object: KubernetesObject) => boolean,
  ): void {
    if (DynaKube.isDynakube(this.dynakube)) { this.dynakube._letSidecarStartFirst(); }
    const checker = MeshChecker.of(this.egress);
    checker.addSource(this.egress, mesh => [...findings?.(mesh) ?? [], ...this.findings()]);
    checker.addRequirement(this.egress, {
      ...endpoints,
      clients: mesh => this.clients(mesh),
      withoutClients: mesh => this.isExempted(mesh) ? undefined : unprovedEgress(this.egress, this.dynakube, mesh),
      doubt: UNKNOWN_LABELS,
      target: this.egress,
      repeats: (rule, object) => rule === ENVIRONMENT_UNREACHABLE && (covers?.(object) || isEndpointOf(object, endpoints.destinations())),
    });
  }

  /** See `IOneAgentEgress.exempt()`. */
  public exempt(scope: IConstruct, reason: string): void {
    checkConstruct('scope', scope, this.egress);
    if (isBlank(reason)) { throw new Error(`'reason' must explain why ${quotePath(scope)} need not reach the endpoints, got ${quote(reason)}`); }
    this.exempted.add(scope);
  }

  /** See `IOneAgentEgress.bypass()`. */
  public bypass(workload: IConstruct): void {
    const bypass = ProxyBypass.of(workload);
    this.bypasses.set(workload, bypass);
    bypass.excludeOutboundIpRanges(...this.addresses);
  }

  /** Adds an endpoint that is an IP address: workloads with a bypass exclude it from their sidecars. */
  public addAddress(address: string): void {
    this.addresses.add(address);
    for (const bypass of this.bypasses.values()) { bypass.excludeOutboundIpRanges(address); }
  }

  /** Adds the connection info that endpoints are read from: its environment and its network zone must be those of the DynaKube. */
  public addConnectionInfo(connectionInfo: ConnectionInfo): void {
    this.connectionInfos.push(connectionInfo);
  }

  /** Adds the connection info for ActiveGate: its environment must be that of the DynaKube. The operator asks for this list without the network zone. */
  public addActiveGateConnectionInfo(connectionInfo: ConnectionInfo): void {
    this.activeGateConnectionInfos.push(connectionInfo);
  }

  /** Whether the pods of a workload get code modules, or may get them, and must reach the endpoints. */
  public monitors(workload: MeshWorkload, namespaceLabels: Labels | undefined, construct: IConstruct | undefined): boolean {
    const isExempted = construct?.node.scopes.some(scope => this.exempted.has(scope)) ?? false;
    return !isExempted && injectionBy(this.dynakube)(workload, namespaceLabels) !== 'no';
  }

  /** The workloads whose pods get code modules, or may get them. */
  private *clients(mesh: CheckedMesh): Iterable<Client> {
    const injects = injectionBy(this.dynakube);
    const exempted = new Set([...this.exempted].flatMap(scope => mesh.workloadsBelow(scope)));
    for (const workload of mesh.model.workloads) {
      const injection = exempted.has(workload) ? 'no' : injects(workload, mesh.model.namespaceLabels.get(workload.namespace));
      if (injection !== 'no') { yield { workload, certain: injection === 'yes' }; }
    }
  }

  private isExempted(mesh: CheckedMesh): boolean {
    return [...this.exempted].some(scope => mesh.workloadsBelow(scope).length > 0);
  }

  private *findings(): ReturnType<ConstructFindings> {
    yield* this.otherConnectionInfos();
    const otherMesh = dynakubeInOtherMesh(this.egress, this.dynakube);
    if (otherMesh !== undefined) { yield { rule: EGRESS_IN_OTHER_MESH, message: otherMesh }; }
    if (this.addresses.size === 0) { yield* this.uselessBypasses(); }
  }

  private *otherConnectionInfos(): ReturnType<ConstructFindings> {
    const { dynakube } = this;
    if (dynakube === undefined) { return; }
    const all = [...this.connectionInfos, ...this.activeGateConnectionInfos];
    const environments = new Set(all.flatMap(connectionInfo => otherEnvironment(dynakube, connectionInfo) ?? []));
    for (const message of environments) { yield { rule: OTHER_ENVIRONMENT, message }; }
    // The zones of another environment are other zones.
    const zone = environments.size > 0 ? undefined : otherNetworkZone(dynakube, this.connectionInfos);
    if (zone !== undefined) { yield { rule: OTHER_NETWORK_ZONE, message: zone }; }
  }

  private *uselessBypasses(): ReturnType<ConstructFindings> {
    for (const workload of this.bypasses.keys()) {
      const message = `the bypass of ${quotePath(workload)} has no effect: no endpoint is an IP address, and endpoints with a host name need a ServiceEntry; remove the call of bypass()`;
      yield { rule: BYPASS_WITHOUT_ADDRESS, message };
    }
  }
}

/** Whether destinations include what the code modules of a DynaKube connect to. */
function isEndpointOf(object: KubernetesObject, destinations: readonly Destination[]): boolean {
  const dynakube = dynaKubeOf(object);
  const { value, valueFrom } = dynakube?.spec.proxy ?? {};
  const endpoint = dynakube && codeModulesEndpoint(dynakube, value || (valueFrom ? null : undefined));
  return endpoint !== undefined && isAmong(endpoint, destinations);
}

/** Whether destinations include an endpoint. A proxy does not work on a port for HTTP. */
export function isAmong(endpoint: CodeModulesEndpoint, destinations: readonly Destination[]): boolean {
  return destinations.some(({ host, address, port, protocol }) => port === endpoint.port && (endpoint.protocol !== 'tcp' || protocol === 'tcp')
    && (endpoint.host === undefined ? address === endpoint.address : host === endpoint.host));
}
