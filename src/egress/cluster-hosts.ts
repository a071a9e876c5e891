import { ClusterDomain, serviceSuffix } from '../analysis/syntax/service-hosts';

/** The DNS of the cluster, in the form of `egress.hosts` of a Sidecar. */
export function clusterDnsHost(domain: ClusterDomain): string {
  return `kube-system/kube-dns.kube-system${serviceSuffix(domain)}`;
}

/** The API of Kubernetes, in the form of `egress.hosts` of a Sidecar. */
export function kubernetesApiHost(domain: ClusterDomain): string {
  return `default/kubernetes.default${serviceSuffix(domain)}`;
}
