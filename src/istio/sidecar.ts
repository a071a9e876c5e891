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
import * as l1 from '../../imports/networking.istio.io';
import { quote } from '../analysis/base/quote';
import { workloadsOfSidecar } from '../analysis/reach/proxy/workloads-of-sidecar';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMeshSettings } from '../core/mesh-scope';
import { OutboundTrafficPolicy } from '../core/outbound-traffic-policy';
import { Resource, ResourceProps } from '../core/resource';

/** Properties of `Sidecar`. */
export interface SidecarProps extends ResourceProps {
  /**
   * Labels of the pods that the Sidecar is for. Exactly one Sidecar applies to a pod, nothing is merged: one with a selector replaces the namespace's own.
   *
   * @default - all pods of the namespace; the name is then `default`
   */
  readonly workloadSelector?: { [key: string]: string };

  /**
   * What the listener without port imports from the start; an empty list for nothing.
   *
   * A listener with exact hosts only imports one service of each host, however many entries and addresses it has: keep a wildcard in it.
   *
   * @default - `istio-system/*` and `./*`
   */
  readonly hosts?: IEgressTarget[];

  /**
   * IP address that the listener without port is bound to: services are then reachable at that address only.
   *
   * @default - the addresses of the services
   */
  readonly bind?: string;

  /**
   * How traffic reaches the listener without port.
   *
   * @default - as the mesh's settings say
   */
  readonly captureMode?: CaptureMode;

  /**
   * What the sidecars do with traffic to destinations that are not imported. It can't be `allowAnyDynamicDns()`, which is a setting of the mesh.
   *
   * @default OutboundTrafficPolicy.registryOnly()
   */
  readonly outboundTrafficPolicy?: OutboundTrafficPolicy;

  /**
   * Ports on which the sidecar takes traffic for its application.
   *
   * @default - the ports of the Services that select the pod
   */
  readonly ingress?: SidecarIngressListener[];

  /**
   * Limits of the connections that the sidecar takes.
   *
   * @default - those of DestinationRules
   */
  readonly inboundConnectionPool?: ConnectionPoolSettings;
}

/**
 * What the sidecar proxies of a namespace, or of some of its pods, know, and so what their applications can reach.
 *
 * With `REGISTRY_ONLY`, the default here, applications reach what the Sidecar imports and nothing else. It is a guard against mistakes, not
 * against an application that means to get out.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
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
   * @throws if a value can't be right, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: SidecarProps = {}) {
    super(scope, id, props.metadata);
    if (props.workloadSelector && Object.keys(props.workloadSelector).length === 0) {
      throw new Error('\'workloadSelector\' must not be empty, got "{}": it would outrank the namespace\'s own Sidecar; leave it out to mean all pods');
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
    this.apiObject = this._define(l1.Sidecar.GVK, metadata, () => l1.toJson_SidecarSpec(this.toSpec()));
    this.node.addValidation({ validate: () => this.importsNothing() ? [NO_HOSTS] : [] });
    const checker = MeshChecker.of(this);
    checker.addRequirement(this, {
      clients: mesh => workloadsOfSidecar(mesh.model, mesh.indexOf(this.apiObject) ?? -1),
      destinations: () => this.provableTargets().flatMap(target => target._destinations()),
    });
    checker.addAssumedObjects(this, () => this.provableTargets().flatMap(target => target._assumed()));
  }

  /**
   * Lets the workloads out to ServiceEntries, to patterns such as `OneAgentEgress`, or to hosts that are given as `EgressHost`.
   *
   * What a target gets later is imported too. Of what a target stands for, hosts that a wildcard of the Sidecar covers are not written.
   *
   * @throws if a target has no egress hosts, such as a plain text
   */
  public allowEgressTo(...targets: IEgressTarget[]): void {
    this.allPorts.allowEgressTo(...targets);
  }

  /**
   * Takes back a host of the listener without port that was passed as an `EgressHost`, such as one of the defaults. What it covered is written
   * again by that. Keep a wildcard in the listener: with exact hosts only it imports one service of each host, however many entries it has.
   *
   * @throws if the host is not there
   */
  public removeEgressHost(host: EgressHost): void {
    this.allPorts.removeEgressHost(host);
  }

  /**
   * Adds a listener with a port of its own.
   *
   * @throws if the Sidecar has one for the port or socket already, or a value can't be right
   */
  public addEgressListener(props: SidecarEgressListenerProps): SidecarEgressListener {
    const listener = SidecarEgressListener._ofPort(props);
    if (this.portListeners.some(other => other._key === listener._key)) {
      throw new Error(`'port' and 'bind' must differ from those of other listeners, got ${quote(listener._key)} twice; add the hosts to the listener that is there`);
    }
    this.portListeners.push(listener);
    return listener;
  }

  /**
   * Adds a port on which the sidecar takes traffic for its application.
   *
   * @throws if the Sidecar has a listener for the port already, or a value can't be right
   */
  public addIngressListener(listener: SidecarIngressListener): void {
    if (this.ingress.some(other => other.port.number === listener.port.number)) {
      throw new Error(`'ingress' must not name a port twice, got ${quote(listener.port.number)}; leave one of them out`);
    }
    this.ingress.push(renderIngressListener(listener));
  }

  /** What the workloads are let out to by all listeners must be reached. */
  private provableTargets(): ProvableTarget[] {
    return [this.allPorts, ...this.portListeners].flatMap(listener => listener._targets).filter(isProvable);
  }

  private importsNothing(): boolean {
    return this.allPorts._isEmpty && this.portListeners.length === 0;
  }

  private toSpec(): l1.SidecarSpec {
    const { rootNamespace } = nearestMeshSettings(this);
    // istiod wants the listener without port last.
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

const NO_HOSTS = 'the Sidecar imports nothing, which Istio takes for everything: call allowEgressTo(), or pass EgressHost.everywhere() if that is meant';

function checkPolicy(policy: OutboundTrafficPolicy): OutboundTrafficPolicy {
  const { mode } = OutboundTrafficPolicy._check(policy);
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
