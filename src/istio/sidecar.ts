import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { CaptureMode } from './capture-mode';
import { ConnectionPoolSettings } from './connection-pool';
import { renderConnectionPool } from './connection-pool-spec';
import { EgressHost, IEgressTarget } from './egress-host';
import { isProvable, ProvableTarget } from './provable-target';
import { SidecarEgressListener, SidecarEgressListenerProps } from './sidecar-egress-listener';
import { SidecarIngressListener } from './sidecar-ingress-listener';
import { renderIngressListener } from './sidecar-ingress-spec';
import { targetsOfOtherMeshes } from './target-mesh';
import * as l1 from '../../imports/networking.istio.io';
import { quote } from '../analysis/base/quote';
import { workloadsOfSidecar } from '../analysis/reach/proxy/workloads-of-sidecar';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMeshSettings } from '../core/mesh-scope';
import { OutboundTrafficPolicy } from '../core/outbound-traffic-policy';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';

/** Properties of `Sidecar`. */
export interface SidecarProps extends ResourceProps {
  /**
   * Labels of the pods that the Sidecar applies to. Exactly one Sidecar applies to a pod, and Sidecars are not merged: one with a selector replaces the
   * Sidecar of the namespace.
   *
   * @default - all pods of the namespace; the name is then `default`
   */
  readonly workloadSelector?: { [key: string]: string };

  /**
   * Targets that the listener for all ports imports; an empty list for none. `allowEgressTo()` adds to them.
   *
   * If all hosts are exact, the listener imports only one service for each host, even if the host has several ServiceEntries. Include a wildcard to import
   * all of them.
   *
   * @default - `istio-system/*` and `./*`
   */
  readonly hosts?: IEgressTarget[];

  /**
   * IP address that the listener for all ports is bound to: services are then reachable at that address only.
   *
   * @default - the addresses of the services
   */
  readonly bind?: string;

  /**
   * How traffic reaches the listener for all ports.
   *
   * @default - as the settings of the mesh define
   */
  readonly captureMode?: CaptureMode;

  /**
   * What the sidecars do with traffic to destinations that are not imported. It can't be `allowAnyDynamicDns()`, which is a setting of the mesh.
   *
   * @default OutboundTrafficPolicy.registryOnly()
   */
  readonly outboundTrafficPolicy?: OutboundTrafficPolicy;

  /**
   * Ports on which the sidecar accepts traffic for its application.
   *
   * @default - the ports of the Services that select the pod
   */
  readonly ingress?: SidecarIngressListener[];

  /**
   * Limits of the connections that the sidecar accepts.
   *
   * @default - the limits of DestinationRules
   */
  readonly inboundConnectionPool?: ConnectionPoolSettings;
}

/**
 * Defines which services the sidecars of a namespace, or of some of its pods, import, and so which services their applications can reach.
 *
 * With `REGISTRY_ONLY`, the default of this construct, applications can reach only the services that the Sidecar imports. It prevents mistakes; it does not
 * stop an application that intends to bypass the sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 *
 * @exampleMetadata fixture=app
 * @example
 * const payments = new ServiceEntry(shop, 'Payments', {
 *   hosts: ['api.payments.example'],
 *   ports: [ServicePort.https()],
 * });
 * new Sidecar(shop, 'Sidecar').allowEgressTo(payments, EgressHost.namespace('bank'));
 */
export class Sidecar extends Resource {
  /** What the sidecars do with traffic to destinations that are not imported. */
  public readonly outboundTrafficPolicy: OutboundTrafficPolicy;

  protected readonly apiObject: ApiObject;

  private readonly workloadSelector?: { [key: string]: string };
  private readonly allPorts: SidecarEgressListener;
  private readonly portListeners: SidecarEgressListener[] = [];
  private readonly ingress: l1.SidecarSpecIngress[] = [];
  private readonly inboundConnectionPool?: l1.SidecarSpecInboundConnectionPool;

  /**
   * @throws if a value is not valid, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: SidecarProps = {}) {
    checkCall('Sidecar', [scope, id, props]);
    super(scope, id, props.metadata);
    if (props.workloadSelector && Object.keys(props.workloadSelector).length === 0) {
      throw new Error('\'workloadSelector\' must not be empty, got "{}": it would take precedence over the namespace\'s own Sidecar; leave it out to select all pods');
    }
    this.workloadSelector = props.workloadSelector && { ...props.workloadSelector };
    const { outboundTrafficPolicy = OutboundTrafficPolicy.registryOnly() } = props;
    this.outboundTrafficPolicy = checkPolicy(outboundTrafficPolicy);
    this.allPorts = SidecarEgressListener._ofAllPorts(
      props.hosts ?? [EgressHost.namespace('istio-system'), EgressHost.sameNamespace()], props.bind, props.captureMode,
    );
    this.inboundConnectionPool = props.inboundConnectionPool && renderConnectionPool('inboundConnectionPool', props.inboundConnectionPool);
    props.ingress?.forEach(listener => this.addIngressListener(listener));

    const metadata = this.workloadSelector ? props.metadata : { ...props.metadata, name: props.metadata?.name ?? 'default' };
    this.apiObject = this._define(l1.Sidecar.GVK, metadata, () => this.toSpec(), l1.toJson_SidecarSpec);
    this.node.addValidation({ validate: () => this.importsNothing() ? [NO_HOSTS] : [] });
    const checker = MeshChecker.of(this);
    checker.addRequirement(this, {
      clients: mesh => workloadsOfSidecar(mesh.model, mesh.indexOf(this.apiObject) ?? -1),
      destinations: () => this.provableTargets().flatMap(target => target._destinations()),
    });
    checker.addSource(this, () => targetsOfOtherMeshes(this, this.targets()));
    checker.addAssumedObjects(this, () => this.provableTargets().flatMap(target => target._assumed()));
  }

  /**
   * Allows egress of the workloads to ServiceEntries, to patterns such as `OneAgentEgress`, or to hosts that are passed as `EgressHost`. At synth, the
   * library proves that the workloads reach the targets.
   *
   * Hosts that a target gets later are imported too. Hosts of a target that a wildcard of the Sidecar already covers are not written to the manifest.
   *
   * @throws if a value is not a target, such as a text
   */
  public allowEgressTo(...targets: IEgressTarget[]): void {
    checkCall('Sidecar#allowEgressTo', targets);
    this.allPorts.allowEgressTo(...targets);
  }

  /**
   * Removes a host of the listener for all ports that was passed as an `EgressHost`, such as one of the defaults. Hosts of other targets that it covered are
   * then written to the manifest again. Keep a wildcard: if all hosts are exact, the listener imports only one service for each host.
   *
   * @throws if the listener does not have the host
   */
  public removeEgressHost(host: EgressHost): void {
    checkCall('Sidecar#removeEgressHost', [host]);
    this.allPorts.removeEgressHost(host);
  }

  /**
   * Adds a listener for one port.
   *
   * @throws if the Sidecar already has a listener for the port or socket, or a value is not valid
   */
  public addEgressListener(props: SidecarEgressListenerProps): SidecarEgressListener {
    checkCall('Sidecar#addEgressListener', [props]);
    const listener = SidecarEgressListener._ofPort(props);
    if (this.portListeners.some(other => other._key === listener._key)) {
      throw new Error(`'port' and 'bind' must be different from those of other listeners, got ${quote(listener._key)} twice; add the hosts to the existing listener`);
    }
    this.portListeners.push(listener);
    return listener;
  }

  /**
   * Adds a port on which the sidecar accepts traffic for its application.
   *
   * @throws if the Sidecar already has an ingress listener for the port, or a value is not valid
   */
  public addIngressListener(listener: SidecarIngressListener): void {
    checkCall('Sidecar#addIngressListener', [listener]);
    if (this.ingress.some(other => other.port.number === listener.port.number)) {
      throw new Error(`'ingress' must not have a port twice, got ${quote(listener.port.number)}; leave one of them out`);
    }
    this.ingress.push(renderIngressListener(listener));
  }

  /** The targets of all listeners whose destinations are known. */
  private provableTargets(): ProvableTarget[] {
    return this.targets().filter(isProvable);
  }

  private targets(): IEgressTarget[] {
    return [this.allPorts, ...this.portListeners].flatMap(listener => listener._targets);
  }

  private importsNothing(): boolean {
    return this.allPorts._isEmpty && this.portListeners.length === 0;
  }

  private toSpec(): l1.SidecarSpec {
    const { rootNamespace } = nearestMeshSettings(this);
    // istiod requires that the listener without a port is the last one.
    const listeners = this.allPorts._isEmpty ? this.portListeners : [...this.portListeners, this.allPorts];
    return {
      workloadSelector: this.workloadSelector && { labels: this.workloadSelector },
      egress: listeners.length > 0 ? listeners.map(listener => listener._toSpec(this.namespace, rootNamespace)) : undefined,
      ingress: this.ingress.length > 0 ? this.ingress : undefined,
      outboundTrafficPolicy: renderPolicy(this.outboundTrafficPolicy),
      inboundConnectionPool: this.inboundConnectionPool,
    };
  }
}

const NO_HOSTS = 'the Sidecar imports nothing, which Istio treats as importing everything: call allowEgressTo(), or pass EgressHost.everywhere() to import everything';

function checkPolicy(policy: OutboundTrafficPolicy): OutboundTrafficPolicy {
  const { mode } = policy;
  if (mode === 'ALLOW_ANY_DYNAMIC_DNS') {
    throw new Error(`'outboundTrafficPolicy' of a Sidecar must be REGISTRY_ONLY or ALLOW_ANY, got ${quote(mode)}, which only a Mesh can have; use OutboundTrafficPolicy.allowAny()`);
  }
  return policy;
}

function renderPolicy({ mode, _proxy: proxy }: OutboundTrafficPolicy): l1.SidecarSpecOutboundTrafficPolicy {
  return {
    mode: mode as l1.SidecarSpecOutboundTrafficPolicyMode,
    egressProxy: proxy && { host: proxy.host, port: { number: proxy.port }, subset: proxy.subset },
  };
}
