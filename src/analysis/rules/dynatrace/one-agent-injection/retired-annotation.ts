import { labelsOf } from '../../../base/labels';
import { LEGACY_ANNOTATIONS } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { dynaKubesByNamespace } from '../../objects/dynakubes';
import { objectsOf } from '../../objects/mesh-objects';

/** Label of namespaces whose pods the legacy operator injects. */
const LEGACY_INSTANCE = 'oneagent.dynatrace.com/instance';

export const retiredAnnotation: MeshRule<MeshModel> = {
  name: 'one-agent-injection/retired-annotation',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    const dynakube = [...dynaKubesByNamespace(model).values()][0]?.[0];
    // The legacy operator still reads them. Both operators can run in one cluster while it is migrated.
    if (!dynakube || hasLegacyResource(model)) { return; }
    yield* onPods(model, dynakube.index);
    yield* onNamespaces(model, dynakube.index);
  },
};

function* onPods(model: MeshModel, dynakube: number): Iterable<Violation> {
  for (const { ref, annotations } of model.workloads) {
    for (const name of LEGACY_ANNOTATIONS.filter(each => Object.hasOwn(annotations, each))) {
      const message = `'${name}' is an annotation that the operator does not read since version 1.7; remove it, the mode of the DynaKube has 'codeModulesImage' and 'version' for all pods`;
      yield { object: ref.index, related: dynakube, message };
    }
  }
}

function* onNamespaces(model: MeshModel, dynakube: number): Iterable<Violation> {
  for (const { object, ref } of objectsOf(model, 'Namespace')) {
    if (!Object.hasOwn(labelsOf(object.metadata?.labels), LEGACY_INSTANCE)) { continue; }
    const message = `'metadata.labels' has ${LEGACY_INSTANCE}, which only the legacy operator reads; remove it, and select the namespace in the DynaKube`;
    yield { object: ref.index, related: dynakube, message };
  }
}

function hasLegacyResource(model: MeshModel): boolean {
  return ['dynatrace.com/OneAgentAPM', 'dynatrace.com/OneAgent'].some(kind => objectsOf(model, kind).length > 0);
}
