import { coveredPrefixes } from './covered-prefixes';
import { httpRoutes, matchesOf, tcpRoutes, tlsRoutes } from './virtual-service-spec';
import { isRecord, JsonObject, listOf, recordOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import type { Site } from '../../shared/site';

/** Messages about routes and matches that no request or connection reaches. */
export interface UnusedMatches {
  /** Routes, with the earlier route that takes all requests. */
  readonly routes: readonly string[];
  /** Matches, with the earlier match that takes all requests. */
  readonly matches: readonly string[];
}

/** The unused routes and matches that istiod finds: routes after a route without matches, and matches that an earlier match equals or covers. */
export function unusedMatches(object: KubernetesObject): UnusedMatches {
  const lists = [httpRoutes(object), tcpRoutes(object), tlsRoutes(object)].map(unusedIn);
  return { routes: lists.flatMap(({ routes }) => routes), matches: lists.flatMap(({ matches }) => matches) };
}

function unusedIn(list: readonly Site[]): UnusedMatches {
  const routes: string[] = [];
  const matches: string[] = [];
  const seen = new Map<string, string>();
  const distinct: Site[] = [];
  let takesAll: string | undefined;
  for (const route of list) {
    const own = matchesOf(route);
    if (takesAll !== undefined) {
      routes.push(`'${route.path}' is never used, because '${takesAll}' comes first and takes everything; move that route to the end`);
      if (own.length === 0) { takesAll = route.path; }
      continue;
    }
    if (own.length === 0) {
      takesAll = route.path;
      continue;
    }
    const repeated = own.filter(match => {
      const key = matchKey(match.value);
      const before = seen.get(key);
      if (before === undefined) {
        seen.set(key, match.path);
        distinct.push(match);
        return false;
      }
      matches.push(`'${match.path}' is never used, because '${before}' is the same; remove one of them`);
      return true;
    });
    if (repeated.length === own.length) { routes.push(`'${route.path}' is never used, because earlier routes have all its matches; remove it, or change the matches`); }
  }
  matches.push(...coveredPrefixes(distinct).map(({ match, by }) => `'${match.path}.uri' is never used, because '${by.path}.uri' comes first and has a shorter prefix; put the longer prefix first`));
  return { routes, matches };
}

const TEXT_MATCHES = new Set(['uri', 'scheme', 'method', 'authority']);
const MAPS = new Set(['headers', 'withoutHeaders', 'queryParams', 'sourceLabels']);

/** A text that is equal for equal matches. The name of a match and empty fields don't count. */
function matchKey(match: JsonObject): string {
  const fields = Object.keys(match).filter(field => field !== 'name').sort().flatMap(field => {
    const value = match[field];
    if (TEXT_MATCHES.has(field) && isRecord(value)) { return [[field, entriesOf(value)]]; }
    if (MAPS.has(field)) { return Object.keys(recordOf(value)).length === 0 ? [] : [[field, entriesOf(recordOf(value))]]; }
    if (Array.isArray(value)) { return listOf(value).length === 0 ? [] : [[field, value]]; }
    return value ? [[field, value]] : [];
  });
  return JSON.stringify(fields);
}

function entriesOf(record: JsonObject): unknown[] {
  return Object.keys(record).sort().map(key => [key, isRecord(record[key]) ? entriesOf(record[key]) : record[key]]);
}
