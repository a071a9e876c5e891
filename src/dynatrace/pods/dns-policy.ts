/**
 * How a pod resolves DNS names.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy
 */
export enum DnsPolicy {
  /** By the cluster's DNS; on the host network, like the node. */
  CLUSTER_FIRST = 'ClusterFirst',
  /** By the cluster's DNS, on the host network too. */
  CLUSTER_FIRST_WITH_HOST_NET = 'ClusterFirstWithHostNet',
  /** Like the node. */
  DEFAULT = 'Default',
  /** Only as the pod's own DNS settings say. */
  NONE = 'None',
}
