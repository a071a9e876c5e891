import type { IConstruct } from 'constructs';
import type { FailOn } from './mesh-finding';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../analysis/settings/mesh-settings';

const MESH = Symbol.for('cdk8s-istio-oneagent.Mesh');

/** What a Mesh means for the objects below its scope. */
export interface MeshScope {
  /** The Mesh itself. */
  readonly construct: IConstruct;
  readonly settings: MeshSettings;
  /** Which findings fail the synth. */
  readonly failOn: FailOn;
  /** Names of the rules that are turned off. */
  readonly disabledRules: ReadonlyMap<string, string>;
}

/** The mesh that stands on this very scope. */
export function meshOn(scope: IConstruct): MeshScope | undefined {
  return (scope as IConstruct & { [MESH]?: MeshScope })[MESH];
}

/** Makes a scope a mesh, in place of the one that it was. */
export function setMeshOn(scope: IConstruct, mesh: MeshScope): void {
  Object.defineProperty(scope, MESH, { value: mesh, configurable: true });
}

/** The nearest mesh on the way up from a construct, if there is any. */
export function nearestMesh(construct: IConstruct): MeshScope | undefined {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const mesh = meshOn(at);
    if (mesh) { return mesh; }
  }
  return undefined;
}

/** The settings of Istio that hold for a construct. */
export function nearestMeshSettings(construct: IConstruct): MeshSettings {
  return nearestMesh(construct)?.settings ?? DEFAULT_MESH_SETTINGS;
}
