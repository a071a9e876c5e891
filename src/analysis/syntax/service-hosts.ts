import { isIpAddress } from './addresses';

/** Suffix of the names of Kubernetes Services. The domain of the cluster is its default: no manifest shows another one. */
export const SERVICE_DOMAIN = '.svc.cluster.local';

/** Whether a host is that of a Kubernetes Service, short of the cluster's domain or not. */
export function isServiceHost(host: string): boolean {
  return host.endsWith(SERVICE_DOMAIN) || host.endsWith('.svc');
}

/**
 * What clients may call a host too: with a final dot and, if it is that of a Kubernetes Service, without the parts that DNS completes in every
 * namespace.
 */
export function otherSpellings(host: string): string[] {
  const spellings = isIpAddress(host) ? [] : [`${host}.`];
  const short = shortName(host);
  return short === undefined ? spellings : [...spellings, short, `${short}.svc`];
}

/** What clients in the namespace of a Kubernetes Service may call it: its name alone; undefined for clients and hosts elsewhere. */
export function nameWithin(host: string, namespace: string): string | undefined {
  const short = shortName(host);
  return short?.endsWith(`.${namespace}`) ? short.slice(0, -namespace.length - 1) : undefined;
}

/** The namespace all of whose Services a host stands for: `shop` of `*.shop.svc.cluster.local`; undefined for other hosts. */
export function namespaceOfAll(host: string): string | undefined {
  const [first, namespace, ...more] = shortName(host)?.split('.') ?? [];
  return first === '*' && more.length === 0 ? namespace : undefined;
}

/** `<name>.<namespace>` of the host of a Kubernetes Service. */
function shortName(host: string): string | undefined {
  const short = host.endsWith(SERVICE_DOMAIN) ? host.slice(0, -SERVICE_DOMAIN.length) : '';
  return short.includes('.') ? short : undefined;
}
