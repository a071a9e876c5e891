import { coveredPrefixes } from './covered-prefixes';
import { httpRoutes, matchesOf, tcpRoutes, tlsRoutes } from './virtual-service-spec';
import { isRecord, JsonObject, listOf, recordOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import type { Site } from '../../shared/site';

/** What no request or connection ever gets to. */
export interface UnusedMatches {
  /** Routes, with what takes all before. */
  readonly routes: readonly string[];
  /** Matches, with what takes all before. */
  readonly matches: readonly string[];
}

/** What istiod finds unused among the routes of an object: routes behind one without matches, and matches that an earlier one is equal to or covers. */
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
      routes.push(`'${route.path}' is never used, for '${takesAll}' takes everything before; move that to the end`);
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
      matches.push(`'${match.path}' is never used, for '${before}' is the same; remove one of them`);
      return true;
    });
    if (repeated.length === own.length) { routes.push(`'${route.path}' is never used, for routes before have all its matches; remove it, or change them`); }
  }
  matches.push(...coveredPrefixes(distinct).map(({ match, by }) => `'${match.path}.uri' is never used, for '${by.path}.uri' takes a shorter prefix before; put the longer one first`));
  return { routes, matches };
}

const TEXT_MATCHES = new Set(['uri', 'scheme', 'method', 'authority']);
const MAPS = new Set(['headers', 'withoutHeaders', 'queryParams', 'sourceLabels']);

/** A text that is the same for matches that ask for the same. What a match is called doesn't count, nor do empty fields. */
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
