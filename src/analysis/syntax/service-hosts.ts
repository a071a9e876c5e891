import { isIpAddress } from './addresses';

/** Suffix of the names of Kubernetes Services, with the default domain of a cluster. Manifests do not contain the domain. */
export const SERVICE_DOMAIN = '.svc.cluster.local';

/** Whether a host is that of a Kubernetes Service, with or without the domain of the cluster. */
export function isServiceHost(host: string): boolean {
  return host.endsWith(SERVICE_DOMAIN) || host.endsWith('.svc');
}

/**
 * Other names of a host that clients can use: with a trailing dot and, for the host of a Kubernetes Service, without the parts that DNS completes
 * in every namespace.
 */
export function otherSpellings(host: string): string[] {
  const spellings = isIpAddress(host) ? [] : [`${host}.`];
  const short = shortName(host);
  return short === undefined ? spellings : [...spellings, short, `${short}.svc`];
}

/** The name of a Kubernetes Service without its namespace, for clients in that namespace. Undefined for other clients and hosts. */
export function nameWithin(host: string, namespace: string): string | undefined {
  const short = shortName(host);
  return short?.endsWith(`.${namespace}`) ? short.slice(0, -namespace.length - 1) : undefined;
}

/** The namespace of a host that means all its Services: `shop` for `*.shop.svc.cluster.local`. Undefined for other hosts. */
export function namespaceOfAll(host: string): string | undefined {
  const [first, namespace, ...more] = shortName(host)?.split('.') ?? [];
  return first === '*' && more.length === 0 ? namespace : undefined;
}

/** The `<name>.<namespace>` of the host of a Kubernetes Service. */
function shortName(host: string): string | undefined {
  const short = host.endsWith(SERVICE_DOMAIN) ? host.slice(0, -SERVICE_DOMAIN.length) : '';
  return short.includes('.') ? short : undefined;
}
