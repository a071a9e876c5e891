/** Domain of the host names that represent IP addresses. Names below `invalid` never exist in DNS (RFC 2606). */
const ADDRESS_DOMAIN = 'oneagent.invalid';

/** The host that the Dynatrace operator uses for all IP addresses. */
export const OPERATOR_HOST_OF_ADDRESSES = 'ignored.subdomain';

/** The host of the ServiceEntry that allows an IP address, in a domain below `invalid`. */
export function hostOfAddress(address: string, domain: string = ADDRESS_DOMAIN): string {
  return `${dashed(address).replace(/\./g, '-')}.${domain}`;
}

/** Whether a host is not a name in DNS: its ServiceEntry is about its addresses only. */
export function representsAddress(host: string): boolean {
  return host === OPERATOR_HOST_OF_ADDRESSES || host.endsWith('.invalid');
}

/** An address as part of a name: dashes for colons, and a zero where the name would begin or end with a dash. */
export function dashed(host: string): string {
  return host.includes(':') ? host.replace(/^:/, '0:').replace(/:$/, ':0').replace(/:/g, '-') : host;
}
