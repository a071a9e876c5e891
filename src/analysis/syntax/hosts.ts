/**
 * Host names as istiod reads them: which names it accepts, and which name covers which.
 *
 * All patterns are anchored and have no nested repetition, so every input takes linear time at most.
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

/** Whether the API server accepts a text as the name of a namespace, a Service port and similar: a lower-case DNS label. */
export function isKubernetesLabel(text: string): boolean {
  return isDnsLabel(text) && text === text.toLowerCase();
}

/**
 * Whether the API server accepts a text as the name of most objects: lower-case labels of any length, joined by dots, 253 characters at most.
 */
export function isKubernetesName(text: string): boolean {
  return text.length <= 253 && text.split('.').every(label => LABEL.test(label) && label === label.toLowerCase());
}

/** Whether istiod accepts a text as a fully qualified domain name. It accepts a single label and a trailing dot, but not an IPv4 address. */
export function isFqdn(text: string): boolean {
  return text.length >= 1 && text.length <= MAX_DOMAIN && areDomainLabels(text);
}

/** Whether istiod accepts a text as a domain name whose first label can be a wildcard, or begin with one. */
export function isWildcardDomain(text: string): boolean {
  if (text.length < 1 || text.length > MAX_DOMAIN) { return false; }
  const dot = text.indexOf('.');
  const first = dot < 0 ? text : text.slice(0, dot);
  if (first.length > MAX_LABEL || !WILDCARD_LABEL.test(first)) { return false; }
  // A single label can be a number: istiod checks for numbers only after a dot.
  return dot < 0 || areDomainLabels(text.slice(dot + 1));
}

/** Whether a name is a wildcard for every name below a domain: `*` or `*.example.com`. */
export function isWildcardHost(host: string): boolean {
  return host === '*' || host.startsWith('*.');
}

/** Whether a wildcard is for a part of a label, such as `*foo.example.com`. Envoy then rejects the whole listener. */
export function isPartialWildcard(host: string): boolean {
  return host.startsWith('*') && !isWildcardHost(host);
}

/**
 * Whether one host name or wildcard covers another host name or wildcard.
 *
 * `*.a.test` covers `x.a.test`, `*.x.a.test` and itself, but not `a.test`. The comparison is case-sensitive, as in istiod.
 */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === '*') { return true; }
  return pattern.startsWith('*') ? host.endsWith(pattern.slice(1)) : pattern === host;
}

/** Whether two host names or wildcards have a name in common: one of them covers the other. */
export function hostsOverlap(a: string, b: string): boolean {
  return coversHost(a, b) || coversHost(b, a);
}

/**
 * The wildcards that cover a name, longest first: `*.b.c` and `*.c` for `a.b.c`. Wildcards that are too long for a domain name are left out, so that a
 * name of any length has few.
 */
export function wildcardsOver(name: string): string[] {
  const wildcards: string[] = [];
  const longest = name.length - MAX_DOMAIN + 1;
  for (let dot = name.indexOf('.', longest); dot >= 0; dot = name.indexOf('.', dot + 1)) { wildcards.push(`*${name.slice(dot)}`); }
  return wildcards;
}

/** A host in the form that is compared with SNI values and Host headers: lower case, without the trailing dot. */
export function normalizeHost(host: string): string {
  return (host.endsWith('.') ? host.slice(0, -1) : host).toLowerCase();
}

/** Labels with dots between them. The last one can be empty. */
function areDomainLabels(text: string): boolean {
  for (let start = 0; ;) {
    const dot = text.indexOf('.', start);
    const label = text.slice(start, dot < 0 ? text.length : dot);
    if (dot < 0) { return !isInteger(label) && (isDnsLabel(label) || label === ''); }
    if (!isDnsLabel(label)) { return false; }
    start = dot + 1;
  }
}

/** For istiod, a number of more than 64 bits is not a number, so it is accepted as a name. */
function isInteger(text: string): boolean {
  return DIGITS.test(text) && BigInt(text) <= MAX_INTEGER;
}
