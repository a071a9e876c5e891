import { createHash } from 'node:crypto';

/** The most characters of the name of an object. */
const MAX_NAME = 253;

/** A DNS label of at most 63 characters, as Istio requires it for the names of Gateways and subsets. */
export function labelOf(...parts: readonly string[]): string {
  const label = parts.join('-').replace(/\./g, '-');
  return label.length <= 63 ? label : `${label.slice(0, 54)}-${hashOf(label)}`;
}

/**
 * The name of an object of a ServiceEntry for one of its hosts, such as `api-api.example.com`. Hosts of one ServiceEntry have different names, and a host has
 * the same name whatever the others are.
 */
export function nameForHost(entry: string, host: string): string {
  const name = shortName(`${entry}-${host.replace(/^\*/, 'wildcard')}`);
  // A host that is spelled like the name of a wildcard.
  return host.startsWith('wildcard.') ? withHash(name, host) : name;
}

/** A name of at most 253 characters. One that is longer is cut, and ends with a hash of it. */
export function shortName(name: string): string {
  return name.length <= MAX_NAME ? name : withHash(name, name);
}

function withHash(name: string, hashed: string): string {
  return `${name.slice(0, MAX_NAME - 9).replace(/[-.]+$/, '')}-${hashOf(hashed)}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
