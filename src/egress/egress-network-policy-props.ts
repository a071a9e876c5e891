import type { ResourceProps } from '../core/resource';
import type { EgressHost, IEgressTarget } from '../istio/egress-host';

/** What a NetworkPolicy needs to know about a cluster. */
export interface EgressNetworkPolicyOptions {
  /**
   * The ranges of the cluster's pods and Services, and others that a host name must never lead to, such as those of the nodes or `169.254.0.0/16`, where clouds have
   * their metadata. A policy can't allow a name: a host outside is allowed as all addresses but these, on its ports. IPv6 addresses are allowed if one of the ranges is
   * IPv6, and IPv4 addresses if one is IPv4.
   */
  readonly clusterCidrs: string[];

  /**
   * The addresses of the Kubernetes API server, as CIDRs: it is not a pod. They are allowed on ports 443 and 6443. `kubectl get endpointslices -n default` shows them.
   *
   * @default - none
   */
  readonly kubernetesApiCidrs?: string[];

  /**
   * The addresses of NodeLocal DNSCache, which is not a pod with an address of its own: `169.254.20.10` unless the cluster has another one, and the address of the DNS
   * Service if kube-proxy uses iptables.
   *
   * @default - none: the cluster has no NodeLocal DNSCache
   */
  readonly nodeLocalDns?: string[];

  /**
   * Port of the DNS pods, for UDP and TCP. On OpenShift it is 5353.
   *
   * @default 53
   */
  readonly dnsPort?: number;
}

/** Properties of `EgressNetworkPolicy`. `metadata.name` is `egress` unless it is set. */
export interface EgressNetworkPolicyProps extends EgressNetworkPolicyOptions, ResourceProps {
  /**
   * What the pods may reach: ServiceEntries, patterns such as `OneAgentEgress`, and `EgressHost`s such as Services of other namespaces. `allowEgressTo()` adds to them.
   *
   * @default - the pods of the namespace, DNS and istiod
   */
  readonly targets?: IEgressTarget[];

  /**
   * The DNS Service of the cluster. All pods of its namespace are allowed on `dnsPort`.
   *
   * @default - Service `kube-system/kube-dns`
   */
  readonly clusterDns?: EgressHost;
}
