import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { quotePath } from './check-construct';
import { ConstructRule, NO_WORKLOAD, UNPROVED, UNREACHABLE } from './construct-rule';
import type { Manifest } from './manifest';
import { nearestMesh } from './mesh-scope';
import type { UnknownHostEgress, WorkloadDestination, WorkloadEgress } from './workload-egress';
import { append } from '../analysis/base/group-by';
import { groupKindOf } from '../analysis/base/group-kind';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { describeRef } from '../analysis/base/object-ref';
import { MeshModel } from '../analysis/model/mesh-model';
import { podTemplatePath } from '../analysis/model/pod-template';
import { mayHaveSidecar } from '../analysis/model/sidecar-injection';
import type { MeshWorkload } from '../analysis/model/workload';
import { Destination, proveEgress } from '../analysis/reach/egress-proof';
import { reachableFrom } from '../analysis/reach/reachable-from';
import type { MeshSettings } from '../analysis/settings/mesh-settings';

/** Workloads that must reach destinations. Asked for whenever the mesh is judged, so that what is added late counts. */
export interface EgressRequirement {
  /** What workloads are looked for below, where it is worth a word that there are none. */
  readonly subject?: IConstruct;
  /** Why it is not known of some workloads whether it is about them, and what to do about that: a clause. */
  readonly doubt?: string;
  /** The workloads, of all that the mesh has, whom it is about. */
  clients(mesh: JudgedMesh): Iterable<Client>;
  destinations(): readonly Destination[];
  /** Objects that the app does not make but that are known to be there, such as Services of an operator. */
  assumed?(): readonly KubernetesObject[];
}

/** A workload of which a requirement holds, or may hold. */
export interface Client {
  readonly workload: MeshWorkload;
  readonly certain: boolean;
}

/** What a requirement has that is not met. */
export interface UnmetRequirement {
  readonly owner: IConstruct;
  readonly rule: ConstructRule;
  readonly message: string;
  /** The places of the workloads that do not meet it. */
  readonly workloads: readonly number[];
}

/** The mesh as requirements see it: its model, and the constructs behind it. */
export class JudgedMesh {
  /** The mesh of objects, together with what requirements assume to be there. */
  public static of(manifests: readonly Manifest[], requirements: readonly EgressRequirement[], settings: MeshSettings): JudgedMesh {
    const objects = manifests.map(({ object }) => object);
    const known = new Set(objects.map(identityOf));
    const assumed = requirements.flatMap(requirement => requirement.assumed?.() ?? []).filter(object => {
      const identity = identityOf(object);
      return !known.has(identity) && known.add(identity);
    });
    return new JudgedMesh(MeshModel.of([...objects, ...assumed], settings), manifests);
  }

  /** The places in the model of what a construct renders; more than one if that is a list. */
  private readonly indices = new Map<IConstruct, number[]>();
  private readonly workloads: ReadonlyMap<number, MeshWorkload>;

  private constructor(public readonly model: MeshModel, manifests: readonly Manifest[]) {
    for (const [index, { apiObject }] of manifests.entries()) {
      append(this.indices, apiObject, index);
    }
    this.workloads = new Map(model.workloads.map(workload => [workload.ref.index, workload]));
  }

  /** The place of an object in the model. */
  public indexOf(apiObject: IConstruct): number | undefined {
    return this.indices.get(apiObject)?.[0];
  }

  /** The workloads that a construct is, or that stand below it. */
  public workloadsBelow(scope: IConstruct): MeshWorkload[] {
    return scope.node.findAll().flatMap(construct => this.indices.get(construct) ?? []).flatMap(index => this.workloads.get(index) ?? []);
  }

  /** Where a workload gets to. */
  public egressOf(workload: MeshWorkload): WorkloadEgress {
    const { namespace, labels, annotations, ref } = workload;
    const injected = mayHaveSidecar(this.model, workload);
    const { destinations, unknownHosts } = reachableFrom(this.model, { namespace, labels, annotations, injected });
    return {
      workload: describeRef(ref),
      destinations: destinations as unknown as WorkloadDestination[],
      unknownHosts: unknownHosts as unknown as UnknownHostEgress[],
    };
  }
}

/** Judges requirements by the model of one mesh. */
export function proveRequirements(
  mesh: JudgedMesh, requirements: readonly { readonly owner: IConstruct; readonly requirement: EgressRequirement }[],
): UnmetRequirement[] {
  return requirements.flatMap(({ owner, requirement }) => unmet(mesh, requirement).map(shortfall => ({ owner, ...shortfall })));
}

function unmet(mesh: JudgedMesh, requirement: EgressRequirement): Omit<UnmetRequirement, 'owner'>[] {
  const clients = [...requirement.clients(mesh)];
  if (clients.length === 0) {
    return requirement.subject === undefined ? [] : [{ rule: NO_WORKLOAD, message: `nothing is proved: ${noWorkloadBelow(requirement.subject)}`, workloads: [] }];
  }
  const destinations = requirement.destinations();
  return [true, false].flatMap(certain => {
    const workloads = clients.filter(client => client.certain === certain).map(({ workload }) => workload);
    return proveEgress(mesh.model, workloads, destinations).map(shortfall => ({
      rule: certain && shortfall.certain ? UNREACHABLE : UNPROVED,
      message: certain || requirement.doubt === undefined ? shortfall.message : `${shortfall.message} Whether it must is not known: ${requirement.doubt}`,
      workloads: shortfall.workloads.map(({ ref }) => ref.index),
    }));
  });
}

/** Why a mesh has no workload below a construct: there is none, or it is another mesh's. */
function noWorkloadBelow(scope: IConstruct): string {
  const workload = scope.node.findAll().find(construct => ApiObject.isApiObject(construct) && podTemplatePath(groupKindOf(construct as ApiObject)));
  const mesh = workload && nearestMesh(workload);
  return mesh
    ? `the workloads below ${quotePath(scope)} belong to the Mesh ${quotePath(mesh.construct)}; call requireEgress() of that one`
    : `there is no workload below ${quotePath(scope)}; pass a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Rollout, or what holds one`;
}

function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return JSON.stringify([apiVersion, kind, metadata?.namespace, metadata?.name]);
}
