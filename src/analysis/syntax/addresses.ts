/** Whether a text is an IPv4 or IPv6 address, without zone, brackets or leading zeros. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** Whether istiod accepts a text as an IP address. An IPv6 address can have any zone (`fe80::1%eth0`). */
export function isIstioIpAddress(text: string): boolean {
  const percent = text.indexOf('%');
  return percent < 0 ? isIpAddress(text) : percent < text.length - 1 && isIpv6(text.slice(0, percent));
}

const DECIMAL_BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';

const IPV4 = new RegExp(`^(?:${DECIMAL_BYTE}[.]){3}${DECIMAL_BYTE}$`);

/** Whether a text is an IPv4 address, without leading zeros. */
function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** Whether a text is an IPv6 address, without zone or brackets. */
export function isIpv6(text: string): boolean {
  // Nearly all texts are names.
  if (!text.includes(':')) { return false; }
  const tail = text.slice(text.lastIndexOf(':') + 1);
  if (tail.includes('.') && !isIpv4(tail)) { return false; }
  // An IPv4 address at the end takes the place of two groups.
  const sides = (tail.includes('.') ? `${text.slice(0, -tail.length)}0:0` : text).split('::');
  const groups = sides.flatMap(side => side === '' ? [] : side.split(':'));
  const isComplete = sides.length === 1 ? groups.length === 8 : sides.length === 2 && groups.length < 8;
  return isComplete && groups.every(group => /^[0-9a-f]{1,4}$/i.test(group));
}

/** Whether a text is a CIDR: an address and a prefix length in bits. Bits of the host part can be set. */
export function isCidr(text: string): boolean {
  return parseCidr(text) !== undefined;
}

/** The parts of a CIDR. */
export interface Cidr {
  /** The address before the slash, in canonical form. The bits of the host part are unchanged. */
  readonly address: string;
  /** Length of the prefix, in bits. */
  readonly prefix: number;
  /** Whether the address is an IPv6 address. */
  readonly ipv6: boolean;
}

/** Parses a CIDR. Undefined if it is not valid. */
export function parseCidr(text: string): Cidr | undefined {
  const parts = text.split('/');
  if (parts.length !== 2) { return undefined; }
  const [address, bits] = parts;
  if (!isIpAddress(address) || !/^(?:0|[1-9][0-9]{0,2})$/.test(bits)) { return undefined; }
  const ipv6 = isIpv6(address);
  const prefix = Number(bits);
  return prefix <= (ipv6 ? 128 : 32) ? { address: canonicalIp(address), prefix, ipv6 } : undefined;
}

/** Whether a CIDR or address means exactly one address. */
export function isSingleAddress(text: string): boolean {
  if (isIpAddress(text)) { return true; }
  const cidr = parseCidr(text);
  return cidr !== undefined && cidr.prefix === (cidr.ipv6 ? 128 : 32);
}

/** Whether an address is in a CIDR. False for an address of the other IP family. */
export function cidrContains(cidr: Cidr, address: string): boolean {
  if (isIpv4(address) === cidr.ipv6) { return false; }
  return maskedCidr(cidr).address === maskedCidr({ ...cidr, address: canonicalIp(address) }).address;
}

/** The canonical form of an address: lower case, IPv6 as in RFC 5952. The text must be an address. */
export function canonicalIp(address: string): string {
  if (!isIpv6(address)) { return address; }
  // The URL parser is the only IPv6 serializer that Node and browsers have.
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** The CIDR of one address: `/32` for IPv4, `/128` for IPv6. */
export function cidrOfAddress(address: string): string {
  return `${canonicalIp(address)}/${isIpv6(address) ? 128 : 32}`;
}

/** A CIDR with the bits of the host part cleared, so that two spellings of one range are equal. */
export function maskedCidr({ address, prefix, ipv6 }: Cidr): Cidr {
  const width = ipv6 ? 16 : 8;
  const masked = (ipv6 ? ipv6Groups(address) : address.split('.').map(Number)).map((group, index) => {
    const step = 2 ** (width - Math.min(Math.max(prefix - index * width, 0), width));
    return Math.floor(group / step) * step;
  });
  return { address: ipv6 ? canonicalIp(masked.map(group => group.toString(16)).join(':')) : masked.join('.'), prefix, ipv6 };
}

/** A CIDR in canonical form, with the bits of the host part cleared. Undefined if the text is not a CIDR. */
export function canonicalCidr(text: string): string | undefined {
  const cidr = parseCidr(text);
  if (!cidr) { return undefined; }
  const { address, prefix } = maskedCidr(cidr);
  return `${address}/${prefix}`;
}

/** The eight groups of an IPv6 address in canonical form. */
function ipv6Groups(address: string): number[] {
  const [before, after = []] = address.split('::').map(side => side === '' ? [] : side.split(':').map(group => parseInt(group, 16)));
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
