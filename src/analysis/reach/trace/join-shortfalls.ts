import type { Shortfall } from './egress-proof';
import { groupBy } from '../../base/group-by';
import { describeRefs, firstNames, ObjectRef } from '../../base/object-ref';
import type { MeshWorkload } from '../../model/workload';

/** Workloads that do not reach destinations for one cause, or that might not. */
export interface UnreachedDestinations {
  /** Whether it is certain that they don't reach them. */
  readonly certain: boolean;
  /** One paragraph with the workloads, the destinations, the reason and the remedy. */
  readonly message: string;
  readonly workloads: readonly MeshWorkload[];
  /** The Sidecars that do not import the destinations, if that is the cause. */
  readonly sidecars: readonly ObjectRef[];
}

/** Shortfalls of one cause: each of the groups of workloads falls short of each of the destinations. */
interface Block {
  readonly first: Shortfall;
  readonly groups: readonly (readonly MeshWorkload[])[];
  readonly sidecars: readonly ObjectRef[];
  readonly destinations: readonly string[];
}

/** Joins the shortfalls that have one cause, such as a line that is missing in the Sidecars of many namespaces: one change, one message. */
export function joinShortfalls(shortfalls: readonly Shortfall[]): UnreachedDestinations[] {
  const byGroup = groupBy(shortfalls, ({ workloads: [{ ref }], certain, cause }) => JSON.stringify([ref.index, certain, cause]));
  const ofGroups = [...byGroup.values()].map(blockOfGroup);
  const blocks = groupBy(ofGroups, ({ first, destinations }) => JSON.stringify([first.certain, first.cause, destinations]));
  return [...blocks.values()].map(joinGroups).map(describeBlock);
}

function blockOfGroup(unsorted: readonly Shortfall[]): Block {
  // Names tell more than addresses.
  const shortfalls = [...unsorted].sort((a, b) => Number(b.hasName) - Number(a.hasName));
  const [first] = shortfalls;
  const sidecars = first.sidecar ? [first.sidecar] : [];
  return { first, groups: [first.workloads], sidecars, destinations: shortfalls.map(({ destination }) => destination) };
}

function joinGroups(blocks: readonly Block[]): Block {
  const sidecars = new Map(blocks.flatMap(block => block.sidecars).map(sidecar => [sidecar.index, sidecar]));
  return { ...blocks[0], groups: blocks.flatMap(({ groups }) => groups), sidecars: [...sidecars.values()] };
}

function describeBlock({ first: { certain, explanation }, groups, sidecars, destinations }: Block): UnreachedDestinations {
  const workloads = groups.flat();
  const verb = certain ? `${workloads.length > 1 ? 'do' : 'does'} not` : 'might not';
  const others = groups.length * destinations.length > 1 ? ' The others have the same cause.' : '';
  return { certain, workloads, sidecars, message: `${describeRefs(workloads.map(({ ref }) => ref))} ${verb} reach ${firstNames(destinations)}: ${explanation}${others}` };
}
