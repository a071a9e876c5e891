import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Manifest, manifestsOf } from './manifest';
import { LastRenderings, Rendering } from './rendering/last-renderings';
import { ResolvedCopy, resolvedCopy, resolvesTo } from './rendering/resolved-value';
import type { UnknownHostEgress, WorkloadDestination, WorkloadEgress } from './workload-egress';
import { groupByEach } from '../analysis/base/group-by';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { describeRef, ObjectRef } from '../analysis/base/object-ref';
import type { BuildModel } from '../analysis/check';
import { MeshEgress } from '../analysis/egress/mesh-egress';
import { MeshModel } from '../analysis/model/mesh-model';
import { assumedPods } from '../analysis/model/pods/assumed-pods';
import type { MeshWorkload } from '../analysis/model/workload';
import type { MeshSettings } from '../analysis/settings/mesh-settings';

/** Returns objects that the app does not create but that are in the cluster, such as Services of an operator. */
export type AssumedObjects = () => readonly KubernetesObject[];

/** The mesh that is checked: its model, and the constructs behind its objects. */
export class CheckedMesh {
  /**
   * The mesh of the objects that the app creates and those that are assumed to be there. A Sidecar whose namespace has no workload in the app gets an
   * assumed pod, so that it is checked too.
   *
   * @param objects the objects of the manifests, and after them the assumed ones, as `withAssumed()` returns them
   * @param build builds the model
   */
  public static of(
    manifests: readonly Manifest[], objects: readonly KubernetesObject[], settings: MeshSettings, build: BuildModel = MeshModel.of,
  ): CheckedMesh {
    const pods = assumedPods(objects, settings.rootNamespace);
    return new CheckedMesh(build([...objects, ...pods], settings), manifests);
  }

  private readonly egress: MeshEgress;
  /** The workloads at or below each construct that has any. */
  private byScope: ReadonlyMap<IConstruct, readonly MeshWorkload[]> | undefined;
  private places: ReadonlyMap<IConstruct, number> | undefined;

  private constructor(public readonly model: MeshModel, private readonly manifests: readonly Manifest[]) {
    this.egress = new MeshEgress(model);
  }

  /** The place of an object in the model: that of the first if the construct is a list. */
  public indexOf(apiObject: IConstruct): number | undefined {
    this.places ??= new Map([...this.manifests.entries()].reverse().map(([index, manifest]) => [manifest.apiObject, index]));
    return this.places.get(apiObject);
  }

  /** The construct that renders an object of the model. Undefined if the object is assumed. */
  public apiObjectOf({ index }: ObjectRef): ApiObject | undefined {
    const manifest: Manifest | undefined = this.manifests[index];
    return manifest?.apiObject;
  }

  /** Whether a workload is not part of the app, but assumed. */
  public isAssumed({ ref }: MeshWorkload): boolean {
    return this.apiObjectOf(ref) === undefined;
  }

  /** The workloads at or below a construct. */
  public workloadsBelow(scope: IConstruct): readonly MeshWorkload[] {
    this.byScope ??= groupByEach(this.model.workloads, ({ ref }) => this.apiObjectOf(ref)?.node.scopes ?? []);
    return this.byScope.get(scope) ?? [];
  }

  /** The destinations that a workload reaches. */
  public egressOf(workload: MeshWorkload): WorkloadEgress {
    const { destinations, unknownHosts } = this.egress.ofWorkload(workload);
    return {
      workload: describeRef(workload.ref),
      // Workloads with the same configuration have the same answer, but each caller may change its own copy.
      destinations: destinations.map(destination => ({ ...destination })) as unknown as WorkloadDestination[],
      unknownHosts: unknownHosts.map(unknown => ({ ...unknown })) as unknown as UnknownHostEgress[],
    };
  }
}

/** The objects that the app creates, and after them the assumed objects that it does not create. */
export function withAssumed(manifests: readonly Manifest[], assumed: readonly KubernetesObject[]): KubernetesObject[] {
  const objects = manifests.map(({ object }) => object);
  if (assumed.length === 0) { return objects; }
  const known = new Set(objects.map(identityOf));
  const others = assumed.filter(object => {
    const identity = identityOf(object);
    return !known.has(identity) && known.add(identity);
  });
  return [...objects, ...others];
}

function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return JSON.stringify([apiVersion, kind, metadata?.namespace, metadata?.name]);
}

/** What a mesh is built from. */
interface Given {
  readonly apiObjects: readonly ApiObject[];
  readonly renderings: readonly Rendering[];
  /** A copy of the assumed objects and the settings, because they may be changed later. */
  readonly beside: ResolvedCopy;
}

/**
 * The mesh that the last question was about. Apps ask about one workload after another. Each question compares all objects with those of the last one, because nothing
 * tells whether one has changed. If none has, the model and its answers so far are used again.
 */
export class AskedMesh {
  private readonly renderings: LastRenderings;
  private last: { readonly given: Given; readonly mesh: CheckedMesh } | undefined;

  public constructor(root: IConstruct) {
    this.renderings = new LastRenderings(root);
  }

  /** The mesh of `CheckedMesh.of()` with what the objects render now. */
  public of(apiObjects: readonly ApiObject[], assumed: readonly KubernetesObject[], settings: MeshSettings): CheckedMesh {
    const renderings = this.renderings.of(apiObjects);
    const beside = [assumed, settings];
    const { last } = this;
    const isOfSame = ({ given }: { readonly given: Given }) => areSame(apiObjects, given.apiObjects)
      && areSame(renderings, given.renderings) && resolvesTo(beside, given.beside);
    if (last && isOfSame(last)) { return last.mesh; }
    const rendered = new Map(apiObjects.map((apiObject, index) => [apiObject, renderings[index].value]));
    const manifests = manifestsOf(apiObjects, apiObject => rendered.get(apiObject));
    const mesh = CheckedMesh.of(manifests, withAssumed(manifests, assumed), settings);
    this.last = { given: { apiObjects, renderings, beside: resolvedCopy(beside) }, mesh };
    return mesh;
  }

  /** Frees the memory. */
  public forget(): void {
    this.renderings.forget();
    this.last = undefined;
  }
}

function areSame(some: readonly object[], others: readonly object[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}
