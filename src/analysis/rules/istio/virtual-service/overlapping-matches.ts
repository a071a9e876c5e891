import type { ConnectionMatch, HttpMatch, StaticMatch, TextMatch, VirtualService } from '../../../model/virtual-service';

/**
 * Whether some request or connection certainly matches rules of two VirtualServices of one host at a gateway, so that the order of the rules decides.
 *
 * istiod moves rules that take every request behind the others, so such a rule overlaps only with another one of this kind. What only a regular expression
 * could tell does not count.
 */
export function overlappingMatches(a: VirtualService, b: VirtualService, gateway: string): boolean {
  return anyPair(matchesAt(a.http, gateway, ANY_REQUEST), matchesAt(b.http, gateway, ANY_REQUEST), requestsOverlap)
    || anyPair(matchesAt(a.tls, gateway, ANY_CONNECTION), matchesAt(b.tls, gateway, ANY_CONNECTION), connectionsOverlap)
    || anyPair(matchesAt(a.tcp, gateway, ANY_CONNECTION), matchesAt(b.tcp, gateway, ANY_CONNECTION), connectionsOverlap);
}

const ANY: StaticMatch = { gateways: [], sourceLabels: {} };
const ANY_REQUEST: HttpMatch = { ...ANY, ignoreUriCase: false, others: new Map() };
const ANY_CONNECTION: ConnectionMatch = { ...ANY, sniHosts: [], destinationSubnets: [] };

/** How many matches of a VirtualService are compared. */
const MAX_MATCHES = 100;

function matchesAt<M extends StaticMatch>(rules: readonly { readonly matches: readonly M[] }[], gateway: string, any: M): M[] {
  return rules
    .flatMap(({ matches }) => matches.length === 0 ? [any] : matches.filter(({ gateways }) => gateways.length === 0 || gateways.includes(gateway)))
    .slice(0, MAX_MATCHES);
}

function anyPair<M extends StaticMatch>(first: readonly M[], second: readonly M[], overlap: (a: M, b: M) => boolean): boolean {
  return first.some(a => second.some(b => (a.port === undefined || b.port === undefined || a.port === b.port) && overlap(a, b)));
}

function requestsOverlap(a: HttpMatch, b: HttpMatch): boolean {
  if (takesAll(a) !== takesAll(b)) { return false; }
  return textsOverlap(a.uri, b.uri) && textsOverlap(a.authority, b.authority) && conditionsOverlap(a.others, b.others);
}

/** Whether istiod moves a rule behind those with conditions. */
function takesAll({ uri, authority, others }: HttpMatch): boolean {
  const anyPath = uri === undefined || (uri.kind === 'prefix' && uri.text === '/') || (uri.kind === 'regex' && uri.text === '.*');
  return anyPath && authority === undefined && others.size === 0;
}

/** Conditions on different headers or parameters are meant for different requests. */
function conditionsOverlap(a: HttpMatch['others'], b: HttpMatch['others']): boolean {
  if (a.size === 0 || b.size === 0) { return true; }
  const common = [...a].filter(([name]) => b.has(name));
  return common.length > 0 && common.every(([name, text]) => textsOverlap(text, b.get(name))) && !excludeEachOther(a, b);
}

/** Whether one of two matches needs a header that the other must not have. */
function excludeEachOther(a: HttpMatch['others'], b: HttpMatch['others']): boolean {
  const excludes = (one: HttpMatch['others'], other: HttpMatch['others']) => [...one.keys()]
    .some(name => name.startsWith('headers ') && other.has(name.replace('headers ', 'withoutHeaders ')));
  return excludes(a, b) || excludes(b, a);
}

function textsOverlap(a: TextMatch | undefined, b: TextMatch | undefined): boolean {
  if (a === undefined || b === undefined) { return true; }
  if (a.kind === 'regex' || b.kind === 'regex') { return a.kind === b.kind && a.text === b.text; }
  if (a.kind === 'exact' && b.kind === 'exact') { return a.text === b.text; }
  if (a.kind === 'exact') { return a.text.startsWith(b.text); }
  return b.kind === 'exact' ? b.text.startsWith(a.text) : a.text.startsWith(b.text) || b.text.startsWith(a.text);
}

function connectionsOverlap(a: ConnectionMatch, b: ConnectionMatch): boolean {
  // The narrower of two overlapping names wins, whatever the order.
  const bySni = a.sniHosts.length === 0 || b.sniHosts.length === 0 || a.sniHosts.some(host => b.sniHosts.includes(host));
  // Subnets are not compared: the rules of two VirtualServices that name them are meant for different ones.
  return bySni && a.destinationSubnets.length === 0 && b.destinationSubnets.length === 0;
}
