import { injectionMode } from '../../../dynatrace/dynakube-state';
import { injectionOf } from '../../../dynatrace/one-agent-injection';
import type { MeshModel } from '../../../model/mesh-model';
import type { MeshWorkload } from '../../../model/workload';
import { dynaKubesByNamespace, KnownDynaKube } from '../../objects/dynakubes';

/** Pods into which a DynaKube of the app certainly injects code modules. */
export interface InjectedPods {
  readonly workload: MeshWorkload;
  readonly dynakube: KnownDynaKube;
}

/** The workloads into which code modules are certainly injected, each with the DynaKube that injects them. */
export function injectedPods(model: MeshModel): readonly InjectedPods[] {
  return model.once('pods with code modules', () => {
    const injecting = [...dynaKubesByNamespace(model).values()].flat().filter(({ spec }) => injectionMode(spec) !== undefined);
    return model.workloads.flatMap(workload => {
      const namespaceLabels = model.namespaceLabels.get(workload.namespace);
      const dynakube = injecting.find(({ index }) => injectionOf(model.objects[index], workload, namespaceLabels) === 'yes');
      return dynakube ? [{ workload, dynakube }] : [];
    });
  });
}
