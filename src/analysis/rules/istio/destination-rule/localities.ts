import { quote } from '../../../base/quote';

/** What stands for all zones or subzones. */
const ALL = '*';

/**
 * What istiod finds wrong with a list of localities such as `region/zone/subzone`, whose last part may be `*`.
 *
 * A locality must not be covered by one before it. The other way round istiod often overlooks it, so the order counts.
 */
export function localityFault(localities: readonly string[]): string | undefined {
  const regions = new Map<string, Map<string, Set<string>>>();
  for (const locality of localities) {
    const star = locality.indexOf(ALL);
    if (star >= 0 && star < locality.length - 1) { return `takes "*" at the end of a locality only, got ${quote(locality)}`; }
    const [region, zone = ALL, ...rest] = locality.split('/');
    const subzone = rest.length > 0 ? rest.join('/') : ALL;
    const depth = Math.min(locality.split('/').length, 3);
    const zones = regions.get(region);
    const subzones = zones?.get(zone);
    const isCovered = regions.has(ALL) || (region !== '' && zone !== '' && subzone !== '' && zones !== undefined
      && (depth === 1 || zones.has(ALL) || (depth === 2 ? subzones !== undefined : subzones?.has(ALL) === true || subzones?.has(subzone) === true)));
    if (isCovered) { return `holds localities that overlap, got ${quote(locality)} beside one before`; }
    if (region === '' || zone === '' || subzone === '') { return `must hold localities such as "region/zone/subzone" without empty parts, got ${quote(locality)}`; }
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
