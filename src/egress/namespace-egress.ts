import { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterDnsHost, kubernetesApiHost } from './cluster-hosts';
import { EgressNetworkPolicy } from './egress-network-policy';
import { NamespaceDestinations } from './namespace-destinations';
import { NamespaceEgressMode, NamespaceEgressProps } from './namespace-egress-props';
import { namespaceFindings } from './namespace-findings';
import { NamespaceImports } from './namespace-imports';
import { recordOf } from '../analysis/base/json';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { checkNamespaceName } from '../core/check-name';
import { EgressDestination } from '../core/egress-destination';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMeshSettings } from '../core/mesh-scope';
import { OutboundTrafficPolicy } from '../core/outbound-traffic-policy';
import { checkCall } from '../core/signatures/check-call';
import type { EgressRouteOptions, IEgressGateway } from '../istio/egress-gateway-interface';
import { EgressHost, IEgressTarget } from '../istio/egress-host';
import { isProvable, ProvableTarget } from '../istio/provable-target';
import type { ServiceEntry } from '../istio/service-entry';
import { Sidecar } from '../istio/sidecar';
import { SidecarEgressListener } from '../istio/sidecar-egress-listener';
import { targetsOfOtherMeshes } from '../istio/target-mesh';

/**
 * Locks a namespace: its workloads reach what is allowed here, the Services of their own namespace and of the root namespace, and nothing else.
 *
 * This writes the Sidecar of the namespace and a ServiceEntry for each host outside the mesh. What the app shows is allowed too: the endpoints of OneAgent
 * if the pods get its code modules, Services of other namespaces that the settings of the workloads name, the API of Kubernetes if they have rights for it,
 * and DNS.
 *
 * Begin with the mode `OBSERVE`, which blocks nothing: findings at synth tell what `ENFORCE` would block. A Sidecar prevents mistakes; it does not stop an
 * application that intends to bypass it: `networkPolicy` does.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 *
 * @exampleMetadata fixture=app
 * @example
 * new NamespaceEgress(shop, 'Egress', {
 *   mode: NamespaceEgressMode.OBSERVE,
 *   destinations: [EgressDestination.https('api.payments.example')],
 * });
 */
export class NamespaceEgress extends Construct {
  /** The namespace that is locked. */
  public readonly namespace: string;
  /** What happens to connections that are not allowed. */
  public readonly mode: NamespaceEgressMode;

  private readonly props: NamespaceEgressProps;
  private readonly sidecar: Sidecar;
  private readonly imports: NamespaceImports;
  private readonly allowed: NamespaceDestinations;
  private readonly targets: Set<IEgressTarget>;
  private gateway?: IEgressGateway;

  /**
   * @throws if the namespace is not known, `metadata` has a name or namespace, or another value is not valid
   */
  public constructor(scope: Construct, id: string, props: NamespaceEgressProps = {}) {
    checkCall('NamespaceEgress', [scope, id, props]);
    super(scope, id);
    this.props = props;
    this.namespace = namespaceFor(this, props);
    this.mode = props.mode ?? NamespaceEgressMode.ENFORCE;
    this.imports = new NamespaceImports(this, this.namespace);
    const metadata = { ...checkMetadata(props.metadata), namespace: this.namespace };
    this.allowed = new NamespaceDestinations(this, metadata);
    this.targets = new Set<IEgressTarget>([this.allowed, ...props.targets ?? []]);
    props.destinations?.forEach(destination => { this.allowed.allow(destination); });
    const observes = this.mode === NamespaceEgressMode.OBSERVE;
    this.sidecar = new Sidecar(this, 'Sidecar', {
      metadata,
      hosts: [this.importedBySidecar()],
      outboundTrafficPolicy: observes ? OutboundTrafficPolicy.allowAny() : OutboundTrafficPolicy.registryOnly(),
    });
    if (props.networkPolicy && !observes) {
      const targets = [this.importedBySidecar()];
      new EgressNetworkPolicy(this, 'NetworkPolicy', { ...props.networkPolicy, targets, clusterDns: props.clusterDns, metadata: { ...metadata, name: 'egress' } });
    }
    const checker = MeshChecker.of(this);
    if (observes) { checker.addPlan(ApiObject.of(this.sidecar), object => this.enforced(object)); }
    checker.addSource(this, mesh => [...targetsOfOtherMeshes(this.sidecar, [...this.targets]), ...namespaceFindings(mesh, {
      construct: this,
      namespace: this.namespace,
      observes,
      sidecar: this.sidecar,
      imports: this.imports,
      importedHosts: this.importedHosts,
      allowed: this.provable().flatMap(target => target._destinations()),
    })]);
    this.node.addValidation({ validate: () => this.faults() });
  }

  /** The ServiceEntries of `destinations` so far, by name. The array is a copy. */
  public get serviceEntries(): ServiceEntry[] {
    return this.allowed.serviceEntries;
  }

  /** What the Sidecar imports in mode `ENFORCE`, in Istio's syntax, in code-unit order: what is allowed, and what the app shows. */
  public get importedHosts(): string[] {
    const target: IEgressTarget = { egressHosts: this.enforcedHosts() };
    return SidecarEgressListener._ofAllPorts([target])._toSpec(this.namespace, nearestMeshSettings(this).rootNamespace).hosts;
  }

  /**
   * Allows hosts and addresses outside the mesh, each with a ServiceEntry that only this namespace sees, and Services of the cluster by their full names.
   * Destinations that are already allowed are ignored.
   *
   * @throws if a port of a host is already allowed with another protocol, or goes through the same gateway for another NamespaceEgress
   */
  public allowDestinations(...destinations: EgressDestination[]): void {
    checkCall('NamespaceEgress#allowDestinations', destinations);
    destinations.forEach(destination => { this.allowed.allow(destination); });
  }

  /**
   * Allows egress of the workloads to ServiceEntries, to patterns such as `OneAgentEgress`, or to hosts that are passed as `EgressHost`. Hosts that a target
   * gets later are allowed too. At synth, the library proves that the workloads reach the targets.
   *
   * @throws if a value is not a target, such as a text
   */
  public allowEgressTo(...targets: IEgressTarget[]): void {
    checkCall('NamespaceEgress#allowEgressTo', targets);
    targets.forEach(target => this.targets.add(target));
  }

  /**
   * Leads connections to the hosts of `destinations` through an egress gateway, including hosts that are added later. Addresses and Services of the cluster
   * stay direct.
   *
   * @throws if the connections already go through a gateway, or the gateway serves one of the hosts for another NamespaceEgress
   */
  public through(gateway: IEgressGateway, options: EgressRouteOptions = {}): void {
    checkCall('NamespaceEgress#through', [gateway, options]);
    if (this.gateway) { throw new Error(`the connections already go through the egress gateway ${quote(this.gateway.host)}, so they can't go through ${quote(gateway.host)}; call through() once`); }
    this.gateway = gateway;
    this.allowed.through(gateway, options);
  }

  /** What the Sidecar imports now: while it observes, everything, so that it changes nothing. */
  private importedBySidecar(): IEgressTarget & ProvableTarget {
    const hosts = () => this.mode === NamespaceEgressMode.OBSERVE ? [EgressHost.everywhere()] : this.enforcedHosts();
    return {
      get egressHosts() { return hosts(); },
      _destinations: (): Destination[] => this.provable().flatMap(target => [...target._destinations()]),
      _assumed: (): KubernetesObject[] => this.provable().flatMap(target => [...target._assumed()]),
    };
  }

  private provable(): ProvableTarget[] {
    return [...this.targets].filter(isProvable);
  }

  private enforcedHosts(): EgressHost[] {
    const { imports, props } = this;
    const settings = nearestMeshSettings(this);
    const monitoring: readonly IEgressTarget[] = props.monitoring ?? imports.monitoring();
    const usesApi = props.kubernetesApi ?? imports.usesKubernetesApi();
    return [
      EgressHost.sameNamespace(),
      EgressHost.namespace(settings.rootNamespace),
      props.clusterDns ?? EgressHost.of(clusterDnsHost(settings)),
      ...usesApi ? [EgressHost.of(kubernetesApiHost(settings))] : [],
      ...props.namedServices ?? true ? imports.namedServices() : [],
      ...[...this.targets, ...monitoring].flatMap(target => target.egressHosts),
    ];
  }

  /** The Sidecar in mode `ENFORCE`. */
  private enforced(object: KubernetesObject): KubernetesObject {
    const spec = recordOf(object.spec);
    return { ...object, spec: { ...spec, egress: [{ hosts: this.importedHosts }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } };
  }

  private faults(): string[] {
    return this.namespace === nearestMeshSettings(this).rootNamespace
      ? [`'namespace' must not be the root namespace of the mesh, got ${quote(this.namespace)}: its Sidecar applies to all namespaces without one; use a Sidecar`]
      : [];
  }
}

function namespaceFor(construct: Construct, { namespace }: NamespaceEgressProps): string {
  const known = namespace ?? Chart.of(construct).namespace;
  if (known === undefined) { throw new Error(`"${construct.node.path}" has no namespace: set 'namespace', or the 'namespace' of its chart`); }
  return checkNamespaceName('\'namespace\'', known);
}

/** Each object has a name of its own, and all are in the namespace that is locked. */
function checkMetadata(metadata: ApiObjectMetadata | undefined): ApiObjectMetadata | undefined {
  for (const key of ['name', 'namespace'] as const) {
    const value = metadata?.[key];
    if (value !== undefined) {
      throw new Error(`'metadata.${key}' must not be set, got ${quote(value)}; ${key === 'name' ? 'the objects are named after their hosts' : 'use \'namespace\''}`);
    }
  }
  return metadata;
}
