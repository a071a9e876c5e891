import { compareText } from './compare-text';
import { EgressOfWorkload, MeshEgress } from './mesh-egress';
import { describeRef } from '../base/object-ref';
import { isGatewayWorkload } from '../model/pods/sidecar-injection';
import type { Verdict } from '../reach/proxy/outcome';
import type { ReachableDestination, Reached, UnknownHost } from '../reach/trace/reachable-from';

/**
 * What changes for a destination: workloads reach it from now on, no longer, or perhaps. With `other`, they reach it as before, but in another way: what the sidecar does
 * with the connection differs, or the gateway that the connection goes through.
 */
export type ChangeKind = 'opened' | 'closed' | 'unknown' | 'other';

/** A destination whose reachability changes for some workloads. */
export interface EgressChange {
  readonly kind: ChangeKind;
  /** Names of the workloads, such as `Deployment shop/web`. */
  readonly workloads: readonly string[];
  /** A destination, such as `https://api.example.com:443`, or all that no object declares, such as `any unknown host, https on all ports except 443`. */
  readonly destination: string;
  /** Undefined if the workload did not exist. */
  readonly before?: Verdict;
  /** Undefined if the workload no longer exists. */
  readonly after?: Verdict;
  /** The Service of the gateway that the connection went through. Undefined without one, and if it did not leave the pod. */
  readonly gatewayBefore?: string;
  /** The Service of the gateway that the connection goes through from now on. */
  readonly gatewayAfter?: string;
  /** The object that declares the destination. */
  readonly via?: string;
}

/** What a change of the objects opens, closes, or leaves unknown. */
export interface EgressDiff {
  /** Opened first, then unknown, closed, and other; sorted by destination. */
  readonly changes: readonly EgressChange[];
  /** Workloads that only the new objects have. */
  readonly added: readonly string[];
  /** Workloads that only the old objects have. */
  readonly removed: readonly string[];
  /** How many workloads both have. */
  readonly compared: number;
}

const KINDS: readonly ChangeKind[] = ['opened', 'unknown', 'closed', 'other'];

/** Verdicts with which a connection leaves the pod for the server that the client means. */
const OPEN: ReadonlySet<Verdict> = new Set(['REACHABLE', 'PASSTHROUGH', 'BYPASSED']);

type Change = Omit<EgressChange, 'workloads'>;

/**
 * Compares what workloads reach before and after a change. What a new workload reaches is opened, what a removed one reached is closed. A destination that only one side
 * declares is asked about on the other side too: with ALLOW_ANY, it is reached without a declaration.
 */
export function compareEgress(before: MeshEgress, after: MeshEgress): EgressDiff {
  const old = byName(before);
  const now = byName(after);
  const found = new Map<string, Change & { readonly workloads: string[] }>();
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    // What a gateway forwards is compared where it comes from: at the workloads that reach it through the gateway.
    if ([old, now].some(side => isGateway(side.get(name)))) { continue; }
    for (const change of changesOf({ mesh: before, egress: old.get(name) }, { mesh: after, egress: now.get(name) })) {
      const key = JSON.stringify(change);
      const same = found.get(key);
      if (same) { same.workloads.push(name); } else { found.set(key, { ...change, workloads: [name] }); }
    }
  }
  return {
    changes: [...found.values()].map(change => ({ ...change, workloads: change.workloads.sort() })).sort(compareChanges),
    added: [...now.keys()].filter(name => !old.has(name)).sort(),
    removed: [...old.keys()].filter(name => !now.has(name)).sort(),
    compared: [...now.keys()].filter(name => old.has(name)).length,
  };
}

function byName(mesh: MeshEgress): Map<string, EgressOfWorkload> {
  return new Map(mesh.of(mesh.model.workloads).map(egress => [describeRef(egress.workload.ref), egress]));
}

function isGateway(egress: EgressOfWorkload | undefined): boolean {
  return egress !== undefined && isGatewayWorkload(egress.workload);
}

/** One side of the comparison. Without `egress`, the workload does not exist there. */
interface Side {
  readonly mesh: MeshEgress;
  readonly egress?: EgressOfWorkload;
}

/** What happens to the same connection before and after. Undefined where the workload does not exist. */
interface Step {
  readonly before?: Reached;
  readonly after?: Reached;
}

function changesOf(before: Side, after: Side): Change[] {
  return [...changesOfDestinations(before, after), ...changesOfUnknownHosts(before, after)];
}

function changesOfDestinations(before: Side, after: Side): Change[] {
  const old = destinationsOf(before);
  const now = destinationsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(label => {
    const declared = (now.get(label) ?? old.get(label))!;
    const reachedOn = ({ mesh, egress }: Side, own: ReachableDestination | undefined) => {
      return egress && (own ?? mesh.reachedBy(egress.workload, declared));
    };
    return changeOf(label, { before: reachedOn(before, old.get(label)), after: reachedOn(after, now.get(label)) }, declared.via);
  });
}

function destinationsOf({ egress }: Side): Map<string, ReachableDestination> {
  return new Map((egress?.destinations ?? []).map(destination => {
    const { host, address, port, protocol } = destination;
    return [`${protocol}://${host}:${port}${address === undefined ? '' : ` at ${address}`}`, destination];
  }));
}

/** A port that only one side lists separately is, on the other side, one of all other ports. */
function changesOfUnknownHosts(before: Side, after: Side): Change[] {
  const listed = [before, after].flatMap(({ egress }) => egress?.unknownHosts ?? []);
  const protocols = [...new Set(listed.map(({ protocol }) => protocol))];
  return protocols.flatMap(protocol => {
    const stepOn = (port?: number): Step => ({ before: unknownOf(before, { port, protocol }), after: unknownOf(after, { port, protocol }) });
    const general = stepOn();
    const ports = [...new Set(listed.flatMap(unknown => unknown.protocol === protocol && unknown.port !== undefined ? [unknown.port] : []))];
    // A port with the same change as all other ports is not listed.
    const exceptions = ports.filter(port => !isSameStep(stepOn(port), general)).sort((a, b) => a - b);
    return [
      ...exceptions.flatMap(port => changeOf(`any unknown host, ${protocol} on port ${port}`, stepOn(port))),
      ...changeOf(`any unknown host, ${protocol} on all ports${exceptions.length === 0 ? '' : ` except ${exceptions.join(', ')}`}`, general),
    ];
  });
}

function isSameStep(a: Step, b: Step): boolean {
  return a.before?.verdict === b.before?.verdict && a.after?.verdict === b.after?.verdict;
}

function unknownOf({ egress }: Side, { port, protocol }: Pick<UnknownHost, 'port' | 'protocol'>): Reached | undefined {
  const ofProtocol = (egress?.unknownHosts ?? []).filter(unknown => unknown.protocol === protocol);
  const found = ofProtocol.find(unknown => unknown.port === port) ?? ofProtocol.find(unknown => unknown.port === undefined);
  return found && { verdict: found.verdict };
}

function changeOf(destination: string, { before, after }: Step, via?: string): Change[] {
  const kind = kindOf(before, after);
  if (kind === undefined) { return []; }
  const [gatewayBefore, gatewayAfter] = [gatewayOf(before), gatewayOf(after)];
  return [{
    kind,
    destination,
    ...before === undefined ? {} : { before: before.verdict },
    ...after === undefined ? {} : { after: after.verdict },
    ...gatewayBefore === undefined ? {} : { gatewayBefore },
    ...gatewayAfter === undefined ? {} : { gatewayAfter },
    ...via === undefined ? {} : { via },
  }];
}

function kindOf(before: Reached | undefined, after: Reached | undefined): ChangeKind | undefined {
  if (before?.verdict === after?.verdict) { return gatewayOf(before) === gatewayOf(after) ? undefined : 'other'; }
  if (after?.verdict === 'UNKNOWN') { return 'unknown'; }
  const isOpen = after !== undefined && OPEN.has(after.verdict);
  const wasOpen = before !== undefined && OPEN.has(before.verdict);
  if (isOpen !== wasOpen) { return isOpen ? 'opened' : 'closed'; }
  // What was perhaps reached is now certainly not.
  if (before?.verdict === 'UNKNOWN') { return 'closed'; }
  return before === undefined || after === undefined ? undefined : 'other';
}

/** A connection that fails can fail at the gateway, but no destination is reached through it. */
function gatewayOf(reached: Reached | undefined): string | undefined {
  return reached?.verdict === 'BLOCKED' ? undefined : reached?.gateway;
}

function compareChanges(a: EgressChange, b: EgressChange): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compareText(a.destination, b.destination)
    || compareText(a.workloads.join(), b.workloads.join());
}
