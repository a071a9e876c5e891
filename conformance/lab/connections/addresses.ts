import { canonicalIp, cidrContains, isIpAddress, maskedCidr, parseCidr } from '../../../src/analysis/syntax/addresses';

/** 198.18.0.0/15 is reserved for tests of networks. Connections to it end outside, like those to every address. */
const POOL = { bits: 15, size: 2 ** 17 };

/**
 * Assigns addresses to names, as DNS would. The addresses are in no range that an object of the mesh names.
 *
 * @param taken addresses and CIDRs that objects name
 */
export function assignAddresses(names: Iterable<string>, taken: readonly string[]): Map<string, string> {
  // A CIDR that covers the whole pool leaves no other choice.
  const cidrs = taken.map(parseCidr).filter(cidr => cidr !== undefined).filter(({ prefix }) => prefix > POOL.bits);
  const single = new Set(taken.filter(isIpAddress).map(canonicalIp));
  const assigned = new Map<string, string>();
  let number = 0;
  for (const name of [...new Set(names)].sort()) {
    let address: string;
    do {
      number += 1;
      if (number >= POOL.size) { throw new Error('the lab has no more addresses for names'); }
      address = `198.${18 + Math.floor(number / 65536)}.${Math.floor(number / 256) % 256}.${number % 256}`;
    } while (single.has(address) || cidrs.some(cidr => cidrContains(cidr, address)));
    assigned.set(name, address);
  }
  return assigned;
}

/** The address itself, or the first address of a CIDR that a host may have. */
export function addressIn(text: string): string {
  if (isIpAddress(text)) { return text; }
  const cidr = parseCidr(text);
  if (!cidr) { throw new Error(`"${text}" is not an address`); }
  const { address } = maskedCidr(cidr);
  return address.includes(':') || cidr.prefix >= 31 ? address : address.replace(/[0-9]+$/, last => String(Number(last) + 1));
}
