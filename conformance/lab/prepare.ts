import { crdFiles, gatewayApiCrdFiles } from './cluster/crds';
import { LabMissing } from './machine/missing';
import type { MeshPrograms } from './mesh/mesh';
import { MESH_PROGRAMS, programs } from './programs/programs';
import { WITHOUT_ZTUNNEL, ztunnelProgram } from './programs/ztunnel';

/** What a lab with a mesh needs from outside its namespaces. */
export interface MeshParts {
  readonly programs: MeshPrograms;
  /** Files with CustomResourceDefinitions: waypoints are Gateways of the Gateway API. */
  readonly crds: readonly string[];
}

/**
 * Builds the programs of a mesh, with ztunnel if the machine has it.
 *
 * @param needsZtunnel whether there is nothing to do without ztunnel
 * @throws LabMissing if something is missing, or cannot be built
 */
export async function meshParts(needsZtunnel: boolean): Promise<MeshParts> {
  const ztunnel = ztunnelProgram();
  if (needsZtunnel && ztunnel === undefined) { throw new LabMissing(WITHOUT_ZTUNNEL); }
  return { programs: { ...await programs(...MESH_PROGRAMS), ztunnel }, crds: [...crdFiles(), ...ztunnel === undefined ? [] : gatewayApiCrdFiles()] };
}
