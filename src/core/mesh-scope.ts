import type { IConstruct } from 'constructs';
import type { FindingPolicy } from './findings/finding-policy';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../analysis/settings/mesh-settings';

const MESH = Symbol.for('cdk8s-istio-oneagent.Mesh');

/** The settings of a Mesh for the objects below its scope. */
export interface MeshScope {
  /** The Mesh itself. */
  readonly construct: IConstruct;
  readonly settings: MeshSettings;
  /** The rules that are turned off, and which findings fail the synth. */
  readonly policy: FindingPolicy;
  /** Whether findings that do not fail the synth are printed at its end. */
  readonly printFindings: boolean;
}

/** The mesh of this scope itself, not of a scope above. */
export function meshOn(scope: IConstruct): MeshScope | undefined {
  return (scope as IConstruct & { [MESH]?: MeshScope })[MESH];
}

/** Sets the mesh of a scope, and replaces the one that it had. */
export function setMeshOn(scope: IConstruct, mesh: MeshScope): void {
  Object.defineProperty(scope, MESH, { value: mesh, configurable: true });
}

/** The nearest mesh at or above a construct, if there is one. */
export function nearestMesh(construct: IConstruct): MeshScope | undefined {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const mesh = meshOn(at);
    if (mesh) { return mesh; }
  }
  return undefined;
}

/** The settings of Istio that apply to a construct. */
export function nearestMeshSettings(construct: IConstruct): MeshSettings {
  return nearestMesh(construct)?.settings ?? DEFAULT_MESH_SETTINGS;
}
