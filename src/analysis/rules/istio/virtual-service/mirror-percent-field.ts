import type { JsonObject } from '../../../base/json';

/** The field of an http route with the deprecated percentage. It has two spellings. The first takes precedence, even if it is null. */
export function mirrorPercentField(route: JsonObject): 'mirrorPercent' | 'mirror_percent' {
  return route.mirrorPercent === undefined ? 'mirror_percent' : 'mirrorPercent';
}
