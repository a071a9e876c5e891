import { serialize } from 'node:v8';
import type { ApiObject } from 'cdk8s';
import { CheckedMesh } from './checked-mesh';
import type { Manifest } from './manifest';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { MeshSettings } from '../analysis/settings/mesh-settings';

/**
 * The mesh that the last question was about. Apps ask about one workload after another. Each question renders all objects again, because nothing tells whether one has
 * changed. If none has, the model and its answers so far are used again.
 */
export class AskedMesh {
  private last: { readonly content: Buffer; readonly apiObjects: readonly ApiObject[]; readonly mesh: CheckedMesh } | undefined;

  /** The mesh of `CheckedMesh.of()`. */
  public of(manifests: readonly Manifest[], objects: readonly KubernetesObject[], settings: MeshSettings): CheckedMesh {
    const content = contentOf([objects, settings]);
    const { last } = this;
    if (last && content?.equals(last.content) && last.apiObjects.length === manifests.length && manifests.every(({ apiObject }, index) => apiObject === last.apiObjects[index])) {
      return last.mesh;
    }
    const mesh = CheckedMesh.of(manifests, objects, settings);
    this.last = content && { content, apiObjects: manifests.map(({ apiObject }) => apiObject), mesh };
    return mesh;
  }

  /** Frees the memory. */
  public forget(): void {
    this.last = undefined;
  }
}

/** The content of a value, as bytes: the value itself may be changed later. Undefined if it has functions, whose results nobody knows. */
function contentOf(value: unknown): Buffer | undefined {
  try {
    return serialize(value);
  } catch {
    return undefined;
  }
}
