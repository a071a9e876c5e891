/**
 * Host names as istiod reads them: what it accepts, and which name covers which.
 *
 * All patterns are anchored and free of nested repetition, so no input takes more than linear time.
 */

const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const WILDCARD_LABEL = /^(?:\*|(?:\*|\*-)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;
const DIGITS = /^[0-9]+$/;

const MAX_LABEL = 63;
const MAX_DOMAIN = 255;
const MAX_INTEGER = 2n ** 63n - 1n;

/** Whether a text is a DNS label as istiod understands RFC 1123: letters of both cases, 63 characters at most. */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && LABEL.test(text);
}

/** Whether a text is a name that the API server takes for a namespace, a Service port and the like: a lower-case DNS label. */
export function isKubernetesLabel(text: string): boolean {
  return isDnsLabel(text) && text === text.toLowerCase();
}

/**
 * Whether a text is a name that the API server takes for most objects: lower-case labels joined by dots, 253 characters at most, each of any
 * length.
 */
export function isKubernetesName(text: string): boolean {
  return text.length <= 253 && text.split('.').every(label => LABEL.test(label) && label === label.toLowerCase());
}

/** Whether istiod takes a text for a fully qualified domain name. A single label and a final dot pass, an IPv4 address does not. */
export function isFqdn(text: string): boolean {
  return text.length >= 1 && text.length <= MAX_DOMAIN && areDomainLabels(text);
}

/** Whether istiod takes a text for a domain name whose first label may be, or begin with, a wildcard. */
export function isWildcardDomain(text: string): boolean {
  if (text.length < 1 || text.length > MAX_DOMAIN) { return false; }
  const dot = text.indexOf('.');
  const first = dot < 0 ? text : text.slice(0, dot);
  if (first.length > MAX_LABEL || !WILDCARD_LABEL.test(first)) { return false; }
  // A lone label may be a number: istiod looks for those only behind a dot.
  return dot < 0 || areDomainLabels(text.slice(dot + 1));
}

/** Whether a name holds a wildcard that covers every name below a domain: `*` or `*.example.com`. */
export function isWildcardHost(host: string): boolean {
  return host === '*' || host.startsWith('*.');
}

/** Whether a wildcard stands for a part of a label, such as `*foo.example.com`: Envoy then refuses the whole listener. */
export function isPartialWildcard(host: string): boolean {
  return host.startsWith('*') && !isWildcardHost(host);
}

/**
 * Whether one host name, maybe a wildcard, covers another one, maybe a wildcard too.
 *
 * `*.a.test` covers `x.a.test`, `*.x.a.test` and itself, but not `a.test`. Letter case counts, as it does for istiod.
 */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === '*') { return true; }
  return pattern.startsWith('*') ? host.endsWith(pattern.slice(1)) : pattern === host;
}

/** Whether two host names, maybe wildcards, have a name in common: one of them covers the other one. */
export function hostsOverlap(a: string, b: string): boolean {
  return coversHost(a, b) || coversHost(b, a);
}

/** The wildcards that cover a name, longest first: `*.b.c` and `*.c` for `a.b.c`. */
export function wildcardsOver(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
}

/** The form in which a host is compared with SNI values and Host headers: lower case, without the final dot. */
export function normalizeHost(host: string): string {
  return (host.endsWith('.') ? host.slice(0, -1) : host).toLowerCase();
}

function areDomainLabels(text: string): boolean {
  const labels = text.split('.');
  const last = labels[labels.length - 1];
  if (isInteger(last)) { return false; }
  return labels.every((label, index) => isDnsLabel(label) || (label === '' && index === labels.length - 1));
}

/** A number of more than 64 bits is none for istiod, and so passes as a name. */
function isInteger(text: string): boolean {
  return DIGITS.test(text) && BigInt(text) <= MAX_INTEGER;
}
