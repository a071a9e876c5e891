import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { isBlank, quote } from '../analysis/base/quote';
import { codeModulesEndpoint, ENVIRONMENT_UNREACHABLE } from '../analysis/dynatrace/code-modules-endpoint';
import { dynaKubeOf } from '../analysis/dynatrace/dynakube';
import { injectionWithoutDynaKube, injectionOf } from '../analysis/dynatrace/one-agent-injection';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { checkConstruct, quotePath } from '../core/check-construct';
import type { CheckedMesh } from '../core/checked-mesh';
import { BYPASS_WITHOUT_ADDRESS } from '../core/construct-rule';
import type { Client, EgressRequirement } from '../core/egress-requirement';
import { ConstructFindings, MeshChecker } from '../core/mesh-checker';
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

  /**
   * @param egress the construct that allows the endpoints
   * @param dynakube the DynaKube that decides which pods get code modules
   */
  public constructor(private readonly egress: IConstruct, private readonly dynakube: IDynaKube | undefined) {}

  /** Requires, and proves at synth, that the workloads reach the endpoints. A DynaKube of this app delays the first connection until sidecars are ready. */
  public requireEgress(endpoints: Pick<EgressRequirement, 'destinations'>, findings?: ConstructFindings): void {
    if (DynaKube.isDynakube(this.dynakube)) { this.dynakube._letSidecarStartFirst(); }
    const checker = MeshChecker.of(this.egress);
    checker.addSource(this.egress, () => [...findings?.() ?? [], ...this.findings()]);
    checker.addRequirement(this.egress, {
      ...endpoints,
      clients: mesh => this.clients(mesh),
      doubt: UNKNOWN_LABELS,
      repeats: (rule, object) => rule === ENVIRONMENT_UNREACHABLE && isEndpointOf(object, endpoints.destinations()),
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

  /** The workloads whose pods get code modules, or may get them. */
  private *clients(mesh: CheckedMesh): Iterable<Client> {
    const object = DynaKube.isDynakube(this.dynakube) ? ApiObject.of(this.dynakube).toJson() as KubernetesObject : undefined;
    const exempted = new Set([...this.exempted].flatMap(scope => mesh.workloadsBelow(scope)));
    for (const workload of mesh.model.workloads) {
      if (exempted.has(workload)) { continue; }
      // For a DynaKube outside the app, only the pods' annotations count.
      const injection = object
        ? injectionOf(object, workload, mesh.model.namespaceLabels.get(workload.namespace))
        : injectionWithoutDynaKube(workload, this.dynakube?.namespace);
      if (injection !== 'no') { yield { workload, certain: injection === 'yes' }; }
    }
  }

  private *findings(): ReturnType<ConstructFindings> {
    if (this.addresses.size > 0) { return; }
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
  return endpoint !== undefined && destinations.some(({ host, address, port }) => port === endpoint.port
    && (endpoint.host === undefined ? address === endpoint.address : host === endpoint.host));
}
