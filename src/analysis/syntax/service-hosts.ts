import { isIpAddress } from './addresses';

/** The DNS domain of a cluster, which completes the names of its Services. */
export interface ClusterDomain {
  /** Such as `corp.internal`; `cluster.local` if it is not set. */
  readonly clusterDomain?: string;
}

/** The suffix of the names of Kubernetes Services, such as `.svc.cluster.local`. */
export function serviceSuffix({ clusterDomain = 'cluster.local' }: ClusterDomain): string {
  return `.svc.${clusterDomain}`;
}

/** Whether a host is that of a Kubernetes Service, with or without the domain of the cluster. */
export function isServiceHost(host: string, domain: ClusterDomain): boolean {
  return host.endsWith(serviceSuffix(domain)) || host.endsWith('.svc');
}

/**
 * Other names of a host that clients can use: with a trailing dot and, for the host of a Kubernetes Service, without the parts that DNS completes
 * in every namespace.
 */
export function otherSpellings(host: string, domain: ClusterDomain): string[] {
  const spellings = isIpAddress(host) ? [] : [`${host}.`];
  const short = shortName(host, domain);
  return short === undefined ? spellings : [...spellings, short, `${short}.svc`];
}

/** The name of a Kubernetes Service without its namespace, for clients in that namespace. Undefined for other clients and hosts. */
export function nameWithin(host: string, namespace: string, domain: ClusterDomain): string | undefined {
  const short = shortName(host, domain);
  return short?.endsWith(`.${namespace}`) ? short.slice(0, -namespace.length - 1) : undefined;
}

/** The namespace of a host that means all its Services: `shop` for `*.shop.svc.cluster.local`. Undefined for other hosts. */
export function namespaceOfAll(host: string, domain: ClusterDomain): string | undefined {
  const [first, namespace, ...more] = shortName(host, domain)?.split('.') ?? [];
  return first === '*' && more.length === 0 ? namespace : undefined;
}

/** The `<name>.<namespace>` of the host of a Kubernetes Service. */
function shortName(host: string, domain: ClusterDomain): string | undefined {
  const suffix = serviceSuffix(domain);
  const short = host.endsWith(suffix) ? host.slice(0, -suffix.length) : '';
  return short.includes('.') ? short : undefined;
}
