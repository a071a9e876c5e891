import { quote } from '../analysis/base/quote';

/** Gives a port number back, or throws if it is none. */
export function checkPortNumber(prop: string, port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`'${prop}' must be a port number from 1 to 65535, got ${quote(String(port))}`);
  }
  return port;
}
