import { quote } from '../analysis/base/quote';
import { canonicalCidr, cidrOfAddress, isIpAddress } from '../analysis/syntax/addresses';

/** Returns a port number, and throws if the value is not one. */
export function checkPortNumber(prop: string, port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`'${prop}' must be a port number from 1 to 65535, got ${quote(String(port))}`);
  }
  return port;
}

/**
 * Returns a CIDR in the spelling that the API server expects.
 *
 * @param example what a message shows for a text that is not an address either
 * @throws if the text is not a CIDR
 */
export function checkCidr(prop: string, text: string, example: string): string {
  const cidr = canonicalCidr(text);
  if (cidr === undefined) {
    throw new Error(`'${prop}' must be CIDRs, got ${quote(text)}; ${isIpAddress(text) ? `did you mean ${quote(cidrOfAddress(text))}` : `use the form ${quote(example)}`}`);
  }
  return cidr;
}
