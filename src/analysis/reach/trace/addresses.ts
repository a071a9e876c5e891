import type { MeshModel } from '../../model/mesh-model';
import { cidrContains, isIpAddress, parseCidr } from '../../syntax/addresses';
import { isAllocated } from '../possibilities';
import type { ListenerContext } from '../proxy/listener-context';

/** The ranges from which istiod allocates addresses, and that people use for addresses that lead nowhere: nothing routes them. */
const UNROUTED = ['240.0.0.0/4', '2001:2::/48'].map(range => parseCidr(range)!);

/** Whether an address, or the text for one that is not known yet, leads to a server only through a proxy that has a listener for it. */
export function isVirtual(context: ListenerContext, ip: string | undefined): boolean {
  if (ip === undefined) { return false; }
  return isIpAddress(ip) ? isUnrouted(ip) : isAllocated(context, ip);
}

/** Whether an IP leads to no server by itself. */
export function isUnrouted(ip: string): boolean {
  return UNROUTED.some(range => cidrContains(range, ip));
}

/** The addresses that entries declare for a host and that public DNS may answer. */
export function declaredAddresses(model: MeshModel, host: string | undefined): string[] {
  const declared = host === undefined ? []
    : model.servicesOf(host).flatMap(({ isKubernetes, address }) => isKubernetes || address === undefined ? [] : [address]);
  return [...new Set(declared.filter(address => isIpAddress(address) && !isUnrouted(address)))];
}

/** An address as messages show it. */
export function showAddress(ip: string): string {
  return isIpAddress(ip) ? ip : 'an address that istiod allocates (240.240.0.0/16)';
}
