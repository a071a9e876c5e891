/** Characters of a header name according to istiod, which also accepts a comma. */
const TOKEN = /^[!#$%&'*+,\-.^_`|~A-Za-z0-9]+$/;
const PSEUDO_HEADERS = new Set([':method', ':scheme', ':authority', ':path', ':status']);
const JWT_CLAIMS = '@request.auth.claims';

/** Whether a text is the name of a header, other than a pseudo header. */
export function isHeaderName(text: string): boolean {
  return TOKEN.test(text);
}

/** Whether a match may use the name as a header: this includes pseudo headers and claims of a JWT. */
export function isMatchableHeader(text: string): boolean {
  return isJwtClaim(text) || PSEUDO_HEADERS.has(text) || isHeaderName(text);
}

/** Whether a name refers to a claim of a JWT: `@request.auth.claims.group` or `@request.auth.claims[group]`. */
export function isJwtClaim(text: string): boolean {
  if (!text.toLowerCase().startsWith(JWT_CLAIMS)) { return false; }
  const claim = text.slice(JWT_CLAIMS.length);
  return (claim.startsWith('.') && claim.length > 1) || (claim.startsWith('[') && claim.endsWith(']') && claim.length > 2);
}

/** Whether a name is that of the header with the host of a request. */
export function isAuthorityHeader(text: string): boolean {
  return [':authority', 'host'].includes(text.toLowerCase());
}

/** Whether a name is that of a header that can be removed from requests, or changed in responses. */
export function isFreeHeader(text: string): boolean {
  return text !== '' && !text.startsWith(':') && text.toLowerCase() !== 'host';
}
