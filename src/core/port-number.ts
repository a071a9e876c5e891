import { quote } from '../analysis/base/quote';

/** Returns a port number, and throws if the value is not one. */
export function checkPortNumber(prop: string, port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`'${prop}' must be a port number from 1 to 65535, got ${quote(String(port))}`);
  }
  return port;
}
