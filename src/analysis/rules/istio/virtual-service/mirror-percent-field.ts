import type { JsonObject } from '../../../base/json';

/** The field of an http route that holds the deprecated percentage: it has two spellings, and the first one counts, even if it is null. */
export function mirrorPercentField(route: JsonObject): 'mirrorPercent' | 'mirror_percent' {
  return route.mirrorPercent === undefined ? 'mirror_percent' : 'mirrorPercent';
}
