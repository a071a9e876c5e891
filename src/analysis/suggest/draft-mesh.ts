import { isRecord } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { describeRef, refOf } from '../base/object-ref';
import { MeshModel } from '../model/mesh-model';
import type { MeshSettings } from '../settings/mesh-settings';

/** An object that is new, or that replaces one. */
export interface SuggestedObject {
  readonly object: KubernetesObject;
  /** The values that are added to an object that exists, such as `spec.ports: https-8443`. Empty if the object is new. */
  readonly added: readonly string[];
}

/** Objects of a mesh that are being changed. */
export class DraftMesh {
  private readonly objects: KubernetesObject[];
  private readonly names: Set<string>;
  /** The changes, by the index of the object. */
  private readonly changes = new Map<number, string[]>();
  private readonly known: number;

  /** @param objects Lists must be opened. */
  public constructor(objects: readonly KubernetesObject[], private readonly settings: MeshSettings) {
    this.objects = [...objects];
    this.names = new Set(objects.map((object, index) => isRecord(object) ? describeRef(refOf(object, index)) : ''));
    this.known = objects.length;
  }

  /** A model of the objects as they are now. Building it takes time. */
  public model(): MeshModel {
    return MeshModel.of(this.objects, this.settings);
  }

  /** The object at an index of the model. */
  public at(index: number): KubernetesObject {
    return this.objects[index];
  }

  /** Adds an object, and returns its index. */
  public add(object: KubernetesObject): number {
    this.names.add(describeRef(refOf(object, 0)));
    return this.objects.push(object) - 1;
  }

  /** Replaces an object by itself with more values. */
  public replace(index: number, object: KubernetesObject, added: string): void {
    this.objects[index] = object;
    if (index < this.known) { this.changes.set(index, [...this.changes.get(index) ?? [], added]); }
  }

  /** Whether an object has a name. */
  public has(kind: string, namespace: string, name: string): boolean {
    return this.names.has(describeRef({ kind, namespace, name, index: 0 }));
  }

  /** What is new or changed: first the changed objects, then the new ones by their names. */
  public suggested(): SuggestedObject[] {
    const changed = [...this.changes].sort(([a], [b]) => a - b)
      .map(([index, added]) => ({ object: withoutServerFields(this.objects[index]), added }));
    const created = this.objects.slice(this.known).map(object => ({ name: describeRef(refOf(object, 0)), object }));
    return [...changed, ...created.sort((a, b) => a.name < b.name ? -1 : 1).map(({ object }) => ({ object, added: [] }))];
  }
}

const SERVER_FIELDS: ReadonlySet<string> = new Set(['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid']);
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object as a file has it, without what only an API server writes. */
function withoutServerFields({ status, metadata = {}, ...object }: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, ...rest } = object as KubernetesObject;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([name]) => name !== APPLIED);
  const kept = Object.entries(metadata).filter(([name]) => !SERVER_FIELDS.has(name) && name !== 'annotations');
  return { apiVersion, kind, metadata: Object.fromEntries([...kept, ...annotations.length === 0 ? [] : [['annotations', Object.fromEntries(annotations)]]]), ...rest };
}
