import type { IConstruct } from 'constructs';
import { CheckedMesh } from './checked-mesh';
import { BLOCKED_DESTINATION } from './construct-rule';
import type { UnmetRequirement } from './egress-requirement';
import type { Manifest } from './manifest';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { MeshModel } from '../analysis/model/mesh-model';
import type { MeshSettings } from '../analysis/settings/mesh-settings';

/** Returns what an object will be once a planned change is made. */
export type Plan = (object: KubernetesObject) => KubernetesObject;

/** A mesh as it is, and as it will be with the changes that are planned. Both are built on demand. */
export class MeshView {
  private readonly changed: ReadonlyMap<number, Plan>;
  private built?: CheckedMesh;
  private builtPlanned?: CheckedMesh;
  private lastModel?: { readonly objects: readonly KubernetesObject[]; readonly settings: MeshSettings; readonly model: MeshModel };

  /** @param objects the objects of the manifests, and after them the assumed ones */
  public constructor(
    private readonly manifests: readonly Manifest[], private readonly objects: readonly KubernetesObject[], private readonly settings: MeshSettings,
    plans: ReadonlyMap<IConstruct, Plan>,
  ) {
    this.changed = new Map(manifests.flatMap(({ apiObject }, index): [number, Plan][] => {
      const plan = plans.get(apiObject);
      return plan ? [[index, plan]] : [];
    }));
  }

  /** Whether an object of the mesh has a planned change. */
  public get hasPlans(): boolean {
    return this.changed.size > 0;
  }

  /** The mesh as it is. */
  public get current(): CheckedMesh {
    this.built ??= CheckedMesh.of(this.manifests, this.objects, this.settings, (objects, settings) => this.modelOf(objects, settings));
    return this.built;
  }

  /**
   * The model of objects; the last one if it is of the same objects. Rules leave out what the API server refuses, and proofs add assumed pods. If there is neither,
   * they ask the same model.
   */
  public modelOf(objects: readonly KubernetesObject[], settings: MeshSettings): MeshModel {
    const { lastModel: last } = this;
    const isOfSame = (others: readonly KubernetesObject[]) => others.length === objects.length
      && others.every((other, index) => other === objects[index]);
    if (last && last.settings === settings && isOfSame(last.objects)) { return last.model; }
    const model = MeshModel.of(objects, settings);
    this.lastModel = { objects, settings, model };
    return model;
  }

  /** The mesh with all planned changes. */
  public get planned(): CheckedMesh {
    if (!this.hasPlans) { return this.current; }
    const changed = () => this.objects.map((object, index) => this.changed.get(index)?.(object) ?? object);
    this.builtPlanned ??= CheckedMesh.of(this.manifests, changed(), this.settings);
    return this.builtPlanned;
  }

  /** The requirements that the planned changes break: those that are met as long as the changes are not made. */
  public brokenBy(planned: readonly UnmetRequirement[], current: readonly UnmetRequirement[]): UnmetRequirement[] {
    const known = new Set(current.map(keyOf));
    return planned.filter(unmet => !known.has(keyOf(unmet)))
      .map(unmet => ({ ...unmet, rule: BLOCKED_DESTINATION, message: `in mode ENFORCE, ${unmet.message}` }));
  }
}

function keyOf({ owner, message }: UnmetRequirement): string {
  return `${owner.node.path}\n${message}`;
}
