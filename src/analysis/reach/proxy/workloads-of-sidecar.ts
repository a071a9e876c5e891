import { applicableSidecars } from './sidecar-scope';
import type { MeshModel } from '../../model/mesh-model';
import type { MeshWorkload } from '../../model/workload';

/** The workloads that a Sidecar applies to, by the index of the Sidecar. `certain` is false if this depends on the unknown age of another Sidecar. */
export function workloadsOfSidecar(model: MeshModel, sidecar: number): readonly { readonly workload: MeshWorkload; readonly certain: boolean }[] {
  return model.once('workloads by sidecar', () => {
    const bySidecar = new Map<number, { workload: MeshWorkload; certain: boolean }[]>();
    for (const workload of model.workloads) {
      const sidecars = applicableSidecars(model, workload);
      for (const applicable of sidecars) {
        if (!applicable) { continue; }
        const list = bySidecar.get(applicable.ref.index) ?? [];
        bySidecar.set(applicable.ref.index, list);
        list.push({ workload, certain: sidecars.length === 1 });
      }
    }
    return bySidecar;
  }).get(sidecar) ?? [];
}
