import { quote } from '../../../base/quote';

/** Matches all zones or subzones. */
const ALL = '*';

/**
 * The fault that istiod finds in a list of localities such as `region/zone/subzone`, whose last part may be `*`.
 *
 * An earlier locality must not cover a later one. istiod often misses a later locality that covers an earlier one, so the order matters.
 */
export function localityFault(localities: readonly string[]): string | undefined {
  const regions = new Map<string, Map<string, Set<string>>>();
  for (const locality of localities) {
    const star = locality.indexOf(ALL);
    if (star >= 0 && star < locality.length - 1) { return `must have "*" at the end of a locality only, got ${quote(locality)}`; }
    const [region, zone = ALL, ...rest] = locality.split('/');
    const subzone = rest.length > 0 ? rest.join('/') : ALL;
    const depth = Math.min(locality.split('/').length, 3);
    const zones = regions.get(region);
    const subzones = zones?.get(zone);
    const isCovered = regions.has(ALL) || (region !== '' && zone !== '' && subzone !== '' && zones !== undefined
      && (depth === 1 || zones.has(ALL) || (depth === 2 ? subzones !== undefined : subzones?.has(ALL) === true || subzones?.has(subzone) === true)));
    if (isCovered) { return `must not have localities that overlap, got ${quote(locality)}, which an earlier locality covers`; }
    if (region === '' || zone === '' || subzone === '') { return `must have localities such as "region/zone/subzone" without empty parts, got ${quote(locality)}`; }
    if (!zones) {
      regions.set(region, new Map([[zone, new Set([subzone])]]));
    } else if (depth === 2) {
      zones.set(zone, new Set([ALL]));
    } else {
      subzones?.add(subzone);
    }
  }
  return undefined;
}
