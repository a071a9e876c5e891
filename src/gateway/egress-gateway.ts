import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { EgressGatewayAttributes } from './egress-gateway-attributes';
import { EgressGatewayAutoscaling, EgressGatewayProps } from './egress-gateway-props';
import { checkCidrs, networkPolicySpec } from './gateway-network-policy';
import { GatewayRoutes } from './gateway-routes';
import { deploymentSpec, serviceSpec } from './gateway-workload';
import { ImportedEgressGateway } from './imported-egress-gateway';
import { serviceSuffix } from '../analysis/syntax/service-hosts';
import { checkServiceName } from '../core/check-name';
import { renderLabels } from '../core/labels';
import { nearestMeshSettings } from '../core/mesh-scope';
import { Resource } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';
import { EgressRoute, IEgressGateway } from '../istio/egress-gateway-interface';

/**
 * A gateway through which connections leave the mesh: a Deployment whose pods are Istio's proxies, with a Service, a ServiceAccount and a
 * PodDisruptionBudget.
 *
 * `serviceEntry.through(gateway)` and `oneAgentEgress.through(gateway)` lead connections through it. Istio does not enforce that connections use the gateway:
 * only a firewall or a NetworkPolicy does, such as `EgressNetworkPolicy` in the namespaces of the clients.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 *
 * @exampleMetadata fixture=app
 * @example
 * const gateway = new EgressGateway(network, 'Gateway');
 * const payments = new ServiceEntry(shop, 'Payments', {
 *   hosts: ['api.payments.example'],
 *   ports: [ServicePort.https()],
 * });
 * payments.through(gateway);
 */
export class EgressGateway extends Resource implements IEgressGateway {
  /**
   * Refers to a gateway that is not part of this app, such as the one that Istio's installation has.
   *
   * @throws if a name, a label or a port is not valid
   */
  public static fromEgressGatewayAttributes(scope: Construct, id: string, attributes: EgressGatewayAttributes): IEgressGateway {
    checkCall('EgressGateway.fromEgressGatewayAttributes', [scope, id, attributes]);
    return new ImportedEgressGateway(scope, id, attributes);
  }

  /** Host of the gateway's Service in the cluster. */
  public readonly host: string;

  /** The Deployment. */
  protected readonly apiObject: ApiObject;

  private readonly selector: { readonly [key: string]: string };
  private readonly routes: GatewayRoutes;

  /**
   * @throws if `replicas` and `autoscaling` are combined, a number of pods is not at least 1, the name is not valid for a Service, a label or a CIDR is not valid, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: EgressGatewayProps = {}) {
    checkCall('EgressGateway', [scope, id, props]);
    super(scope, id, props.metadata);
    checkReplicas(props);
    const name = checkServiceName('\'metadata.name\'', props.metadata?.name ?? 'egress-gateway');
    const selector = renderLabels('selector', props.selector ?? { istio: name });
    if (!selector) { throw new Error('\'selector\' must not be empty, got "{}"; set labels that only the gateway\'s pods have'); }
    this.selector = selector;
    const metadata = { ...props.metadata, name };
    this.apiObject = this._define({ apiVersion: 'apps/v1', kind: 'Deployment' }, metadata, () => deploymentSpec(name, this.selector, props));
    this.host = `${name}.${this.namespace}${serviceSuffix(nearestMeshSettings(this))}`;
    this.routes = new GatewayRoutes(this, name, { namespace: this.namespace, host: this.host, selector: this.selector });
    this.createOthers(metadata, props);
  }

  /** @internal */
  public _addRoute(route: EgressRoute): void {
    this.routes.add(route);
    if (this.routes.credentials.length > 0 && !this.node.tryFindChild('Role')) { this.createRole(); }
  }

  private createOthers(metadata: ApiObjectMetadata, { autoscaling, replicas, openShift = false, ...props }: EgressGatewayProps): void {
    const allowedCidrs = props.allowedCidrs && checkCidrs(props.allowedCidrs);
    const { name } = this;
    const define = (apiVersion: string, kind: string, spec?: () => object) => {
      new ApiObject(this, kind, { apiVersion, kind, metadata, ...spec === undefined ? {} : { spec: Lazy.any({ produce: spec }) } });
    };
    define('v1', 'ServiceAccount');
    define('v1', 'Service', () => serviceSpec(this.selector, this.routes.ports));
    // With one pod, a budget would keep its node from being drained.
    if ((autoscaling ? autoscaling.minReplicas ?? 2 : replicas ?? 2) > 1) {
      define('policy/v1', 'PodDisruptionBudget', () => ({ maxUnavailable: 1, selector: { matchLabels: this.selector } }));
    }
    if (allowedCidrs) { define('networking.k8s.io/v1', 'NetworkPolicy', () => networkPolicySpec(this.selector, allowedCidrs, openShift, nearestMeshSettings(this).rootNamespace)); }
    if (autoscaling) { define('autoscaling/v2', 'HorizontalPodAutoscaler', () => autoscalerSpec(name, autoscaling)); }
  }

  /** istiod gives a gateway only the Secrets that its ServiceAccount may read. */
  private createRole(): void {
    const metadata = { name: this.name, namespace: this.namespace };
    new ApiObject(this, 'Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }],
    });
    new ApiObject(this, 'RoleBinding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: this.name },
      subjects: [{ kind: 'ServiceAccount', name: this.name, namespace: this.namespace }],
    });
  }
}

function checkReplicas({ replicas, autoscaling }: EgressGatewayProps): void {
  if (replicas !== undefined && autoscaling) { throw new Error(`'replicas' and 'autoscaling' can't be combined, got ${replicas} replicas; set 'minReplicas' instead`); }
  const numbers = { replicas, 'autoscaling.minReplicas': autoscaling?.minReplicas, 'autoscaling.maxReplicas': autoscaling?.maxReplicas };
  for (const [name, value] of Object.entries(numbers)) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) { throw new Error(`'${name}' must be a whole number from 1, got "${value}"`); }
  }
  const { minReplicas = 2, maxReplicas } = autoscaling ?? { maxReplicas: 2 };
  if (maxReplicas < minReplicas) { throw new Error(`'maxReplicas' must not be less than 'minReplicas' (${minReplicas}), got "${maxReplicas}"`); }
}

function autoscalerSpec(name: string, { minReplicas = 2, maxReplicas, targetCpuUtilization = 80 }: EgressGatewayAutoscaling): object {
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas,
    maxReplicas,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: targetCpuUtilization } } }],
  };
}
