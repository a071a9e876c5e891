import type { IConstruct } from 'constructs';
import { quotePath } from './check-construct';
import type { CheckedMesh } from './checked-mesh';
import { ConstructRule, NO_WORKLOAD, UNPROVED, UNREACHABLE } from './construct-rule';
import { ownerOf } from './manifest';
import { nearestMesh } from './mesh-scope';
import { isWorkload } from './workloads-elsewhere';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { describeRef, firstNames, ObjectRef } from '../analysis/base/object-ref';
import { ANY_NAME } from '../analysis/model/pods/assumed-pods';
import type { MeshWorkload } from '../analysis/model/workload';
import { Destination, proveEgress } from '../analysis/reach/trace/egress-proof';
import { joinShortfalls } from '../analysis/reach/trace/join-shortfalls';

/** Workloads that must reach destinations. It is asked each time the mesh is checked, so that it covers what is added later. */
export interface EgressRequirement {
  /** Scope whose workloads are checked. Set if finding none deserves a warning. */
  readonly subject?: IConstruct;
  /** Why it is not certain for some workloads whether they must reach the destinations, and the remedy: a clause. */
  readonly doubt?: string;
  /** What `allowEgressTo()` of a Sidecar takes for the destinations, if the app has a construct for them. */
  readonly target?: IConstruct;
  /** The workloads of the mesh that must reach the destinations. */
  clients(mesh: CheckedMesh): Iterable<Client>;
  /** The destinations that they must reach. */
  destinations(): readonly Destination[];
  /** What is wrong if no workload must reach the destinations. Undefined if nothing is. */
  withoutClients?(mesh: CheckedMesh): Pick<UnmetRequirement, 'rule' | 'message'> | undefined;
  /** Whether the finding of a rule about an object only repeats what the requirement proves. */
  repeats?(rule: string, object: KubernetesObject): boolean;
}

/** A workload that must reach destinations. */
export interface Client {
  readonly workload: MeshWorkload;
  /** Whether it certainly must. */
  readonly certain: boolean;
}

/** Why a requirement is not met. */
export interface UnmetRequirement {
  readonly owner: IConstruct;
  readonly rule: ConstructRule;
  readonly message: string;
  /** The places of the workloads that do not meet it. */
  readonly workloads: readonly number[];
}

/** Whether a rule is turned off for a workload. */
export type IsOff = (rule: ConstructRule, workload: MeshWorkload) => boolean;

/** Proves requirements by the model of one mesh, and returns those that are not met. */
export function proveRequirements(
  mesh: CheckedMesh, requirements: readonly { readonly owner: IConstruct; readonly requirement: EgressRequirement }[], isOff: IsOff,
): UnmetRequirement[] {
  return requirements.flatMap(({ owner, requirement }) => unmet(mesh, requirement, isOff).map(shortfall => ({ owner, ...shortfall })));
}

function unmet(mesh: CheckedMesh, requirement: EgressRequirement, isOff: IsOff): Omit<UnmetRequirement, 'owner'>[] {
  const clients = [...requirement.clients(mesh)];
  if (clients.length === 0) {
    const finding = requirement.subject === undefined
      ? requirement.withoutClients?.(mesh)
      : { rule: NO_WORKLOAD, message: `nothing is proved: ${noWorkloadBelow(requirement.subject)}` };
    return finding ? [{ ...finding, workloads: [] }] : [];
  }
  const destinations = requirement.destinations();
  return CERTAINTIES.flatMap(certainty => {
    const ruleOf = (shortfall: { readonly certain: boolean }) => certainty === 'certain' && shortfall.certain ? UNREACHABLE : UNPROVED;
    const workloads = clients.filter(client => certaintyOf(mesh, client) === certainty).map(({ workload }) => workload);
    if (workloads.length === 0) { return []; }
    const shortfalls = proveEgress(mesh.model, workloads, destinations).flatMap(shortfall => {
      const shown = shortfall.workloads.filter(workload => !isOff(ruleOf(shortfall), workload));
      return shown.length === 0 ? [] : [{ ...shortfall, workloads: shown }];
    });
    return joinShortfalls(shortfalls).map(unreached => ({
      rule: ruleOf(unreached),
      message: `${unreached.message}${callToMake(mesh, unreached.sidecars, requirement.target)}${doubtOf(certainty, unreached.workloads, requirement)}`,
      workloads: unreached.workloads.filter(workload => !mesh.isAssumed(workload)).map(({ ref }) => ref.index),
    }));
  });
}

/** Whether a workload certainly must reach the destinations, or is not part of the app. */
type Certainty = 'certain' | 'uncertain' | 'assumed';

const CERTAINTIES: readonly Certainty[] = ['certain', 'uncertain', 'assumed'];

function certaintyOf(mesh: CheckedMesh, { workload, certain }: Client): Certainty {
  if (mesh.isAssumed(workload)) { return 'assumed'; }
  return certain ? 'certain' : 'uncertain';
}

/** The call that makes Sidecars import the destinations: a sentence after the message. Empty if no Sidecar of this library lacks them. */
function callToMake(mesh: CheckedMesh, sidecars: readonly ObjectRef[], target: IConstruct | undefined): string {
  const owners = sidecars.flatMap(ref => mesh.apiObjectOf(ref) ?? []).map(ownerOf).filter(hasAllowEgressTo).map(patternOf).map(quotePath);
  return owners.length === 0 ? '' : ` In the app, call allowEgressTo() of ${firstNames(owners)} with ${target ? quotePath(target) : 'the construct that declares the destination'}.`;
}

/** The pattern that creates a Sidecar and allows egress itself, or else the Sidecar. */
function patternOf(sidecar: IConstruct): IConstruct {
  const { scope } = sidecar.node;
  return scope && hasAllowEgressTo(scope) ? scope : sidecar;
}

/** By its shape: another copy of this library, such as that of a construct library, may have created it. */
function hasAllowEgressTo(construct: IConstruct): boolean {
  return typeof (construct as { allowEgressTo?: unknown }).allowEgressTo === 'function';
}

/** Why it is not certain that workloads must reach the destinations: a sentence after the message. */
function doubtOf(certainty: Certainty, [{ ref }]: readonly MeshWorkload[], { doubt }: EgressRequirement): string {
  switch (certainty) {
    case 'certain': return '';
    case 'uncertain': return doubt === undefined ? '' : ` It is not certain that it must: ${doubt}`;
    case 'assumed': return ref.name !== ANY_NAME ? ` ${describeRef(ref)} is not part of the app, but created for an object of it.` : ` ${describeRef(ref)} represents the pods that the Sidecar is for, because the app has no workload in namespace ${ref.namespace}.`;
  }
}

/** Why a mesh has no workload below a construct: there is none, or it belongs to another mesh. */
function noWorkloadBelow(scope: IConstruct): string {
  const workload = scope.node.findAll().find(isWorkload);
  const mesh = workload && nearestMesh(workload);
  return mesh
    ? `the workloads below ${quotePath(scope)} belong to the Mesh ${quotePath(mesh.construct)}; call requireEgress() of that Mesh`
    : `there is no workload below ${quotePath(scope)}; pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, or a construct that holds one`;
}
