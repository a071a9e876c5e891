import { Construct, IConstruct } from 'constructs';
import type { IEgressTarget } from './egress-host';
import { isProvable } from './provable-target';
import { quotePath } from '../core/check-construct';
import { TARGET_IN_OTHER_MESH } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';
import { nearestMesh } from '../core/mesh-scope';

/**
 * The targets of a Sidecar that are below another Mesh: their objects are in another cluster. Targets that the Sidecar itself proves are left out, because
 * it finds that its workloads don't reach them.
 */
export function* targetsOfOtherMeshes(sidecar: IConstruct, targets: readonly IEgressTarget[]): Iterable<ConstructFinding> {
  const mesh = nearestMesh(sidecar);
  for (const target of new Set(targets)) {
    if (!isConstruct(target) || isProvable(target)) { continue; }
    const other = nearestMesh(target);
    if (other === mesh) { continue; }
    const message = `'allowEgressTo' imports hosts of ${quotePath(target)}, which belongs to ${other ? `the Mesh ${quotePath(other.construct)}` : 'no Mesh'}, and the Sidecar to ${mesh ? `the Mesh ${quotePath(mesh.construct)}` : 'none'}: `
      + 'nothing proves that its workloads reach them; create the target below the Mesh of the Sidecar';
    yield { rule: TARGET_IN_OTHER_MESH, message };
  }
}

function isConstruct(target: IEgressTarget): target is IEgressTarget & IConstruct {
  return Construct.isConstruct(target);
}
