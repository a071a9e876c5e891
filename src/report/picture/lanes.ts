import type { Link } from './order';
import type { Arrow, Picture } from './picture';

/** The height of a lane: that of its line, with room around it. */
export const LANE_HEIGHT = 4;

/** The lanes of arrows that pass the column of the gateways, by arrow. */
export type Lanes = ReadonlyMap<Arrow, string>;

/**
 * A lane for the arrows of each Sidecar and result that lead past the gateways, so that no line passes behind the box of a gateway. The arrows of one lane are those of
 * one Sidecar, so every way along them is real. Without gateways, no arrow needs one.
 */
export function lanesOf({ hubs, gateways, arrows }: Pick<Picture, 'hubs' | 'gateways' | 'arrows'>): Lanes {
  if (gateways.length === 0) { return new Map(); }
  const sources = new Set(hubs.map(({ id }) => id));
  const stops = new Set(gateways.flatMap(({ rows }) => rows.map(({ id }) => id)));
  const passing = arrows.filter(({ from, to }) => sources.has(from) && !stops.has(to));
  return new Map(passing.map(arrow => [arrow, `lane ${arrow.from} ${arrow.verdict}`]));
}

/** The links of boxes and lanes. An arrow with a lane is two. */
export function linksOf(arrows: readonly Arrow[], owners: ReadonlyMap<string, string>, lanes: Lanes): Link[] {
  return arrows.flatMap((arrow): Link[] => {
    const [from, to] = [owners.get(arrow.from)!, owners.get(arrow.to)!];
    const lane = lanes.get(arrow);
    return lane === undefined ? [{ from, to }] : [{ from, to: lane }, { from: lane, to }];
  });
}
