import { ApiObjectMetadata } from 'cdk8s';
import { EgressNetworkPolicyOptions } from './egress-network-policy-props';
import type { IOneAgentEgress } from './monitored-workloads';
import { EgressDestination } from '../core/egress-destination';
import { EgressHost, IEgressTarget } from '../istio/egress-host';

/** What happens to connections that a namespace does not allow. */
export enum NamespaceEgressMode {
  /** Nothing is blocked. At synth, findings tell what `ENFORCE` would block. */
  OBSERVE = 'OBSERVE',
  /** Sidecars block every destination that is not allowed. */
  ENFORCE = 'ENFORCE',
}

/** Properties of `NamespaceEgress`. */
export interface NamespaceEgressProps {
  /**
   * Namespace that is locked. It must not be the root namespace of the mesh, whose Sidecar is the default of all namespaces.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Whether sidecars block what is not allowed, or findings only tell what they would block.
   *
   * @default NamespaceEgressMode.ENFORCE
   */
  readonly mode?: NamespaceEgressMode;

  /**
   * Hosts and addresses outside the mesh that the workloads may reach. Each gets a ServiceEntry with its name, which only this namespace sees.
   * `allowDestinations()` adds to them.
   *
   * @default - none
   */
  readonly destinations?: EgressDestination[];

  /**
   * What the workloads may reach besides: ServiceEntries, `EgressHost`s such as Services of other namespaces, and patterns. `allowEgressTo()` adds to them.
   *
   * @default - none
   */
  readonly targets?: IEgressTarget[];

  /**
   * The endpoints of OneAgent that the code modules in the pods may reach; an empty list for none.
   *
   * @default - each `OneAgentEgress` and `OperatorCompatibleEgress` of the mesh whose code modules a workload of the namespace gets, or may get
   */
  readonly monitoring?: IOneAgentEgress[];

  /**
   * Whether Services of other namespaces are allowed that environment variables, commands, arguments and ConfigMaps of the workloads name, such as
   * `http://ledger.bank:8080`. Names of Services that the app does not have must end with `.svc` or the domain of the cluster.
   *
   * @default true
   */
  readonly namedServices?: boolean;

  /**
   * Whether the workloads may reach the API of Kubernetes, Service `default/kubernetes`.
   *
   * @default - true if a RoleBinding or ClusterRoleBinding of the mesh is for a ServiceAccount of a workload of the namespace
   */
  readonly kubernetesApi?: boolean;

  /**
   * The DNS Service of the cluster. Answers that are too long for UDP come by TCP, which sidecars see and block.
   *
   * @default - Service `kube-system/kube-dns`
   */
  readonly clusterDns?: EgressHost;

  /**
   * Writes a NetworkPolicy too, which lets all pods of the namespace out to what is allowed only: a Sidecar does not stop an application that bypasses it, or a pod
   * without a sidecar. In mode `OBSERVE`, it is not written.
   *
   * @default - no NetworkPolicy
   */
  readonly networkPolicy?: EgressNetworkPolicyOptions;

  /**
   * Labels and annotations of the objects. `name` and `namespace` must not be set.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}
