import { append } from '../../../base/group-by';
import { JsonObject, recordOf } from '../../../base/json';
import type { Site } from '../../shared/site';

/** A match of paths by prefix, as istiod compares it. For other conditions, only exact texts and prefixes count. */
interface PrefixMatch {
  readonly site: Site;
  readonly prefix: string;
  /** Must be equal for one match to cover another. */
  readonly key: string;
  /** Each text must begin with the text of the covered match. The order is the same for equal keys. */
  readonly texts: readonly string[];
}

/** The matches by prefix that an earlier match covers, with that match. Time is linear in the size of the matches, except for those with the same prefix. */
export function coveredPrefixes(matches: readonly Site[]): { match: Site; by: Site }[] {
  const before = new Map<string, PrefixMatch[]>();
  const lengths = new Set<number>();
  const covered: { match: Site; by: Site }[] = [];
  for (const match of matches.flatMap(prefixMatch)) {
    const candidates = [...lengths].filter(length => length < match.prefix.length)
      .flatMap(length => before.get(indexOf(match.prefix.slice(0, length), match.key)) ?? []);
    const by = candidates.find(candidate => candidate.texts.every((text, index) => text.startsWith(match.texts[index])));
    if (by) { covered.push({ match: match.site, by: by.site }); }
    const index = indexOf(match.prefix, match.key);
    append(before, index, match);
    lengths.add(match.prefix.length);
  }
  return covered;
}

function indexOf(prefix: string, key: string): string {
  return JSON.stringify([prefix, key]);
}

function prefixMatch(site: Site): PrefixMatch[] {
  const { uri, method, authority, port, headers, queryParams, withoutHeaders } = site.value;
  const { prefix } = recordOf(uri);
  if (typeof prefix !== 'string' || prefix === '') { return []; }
  const maps = [headers, queryParams, withoutHeaders].map(recordOf);
  const names = maps.map(map => Object.keys(map).sort());
  return [{
    site,
    prefix,
    key: JSON.stringify([port || 0, ...names]),
    texts: [textOf(recordOf(method)) || 'exact:GET', textOf(recordOf(authority)), ...names.flatMap((keys, index) => keys.map(key => textOf(recordOf(maps[index][key]))))],
  }];
}

function textOf({ exact, prefix }: JsonObject): string {
  if (typeof exact === 'string' && exact !== '') { return `exact:${exact}`; }
  return typeof prefix === 'string' && prefix !== '' ? `prefix:${prefix}` : '';
}
