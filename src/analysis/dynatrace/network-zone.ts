/** The network zone of everything that has none. */
export const DEFAULT_NETWORK_ZONE = 'default';

/** What the name of a network zone is, for messages. */
export const NETWORK_ZONE_FORM = "the name of a network zone: letters, digits, '-', '_' and '.', not a '.' first, at most 256 characters";

/** Whether Dynatrace accepts a text as the name of a network zone. */
export function isNetworkZone(text: string): boolean {
  return /^(?!\.)[a-z0-9._-]{1,256}$/i.test(text);
}

/** The name that Dynatrace keeps: it is in lower case, and an empty name is the default zone. */
export function networkZoneOf(name: string): string {
  return name === '' ? DEFAULT_NETWORK_ZONE : name.toLowerCase();
}
