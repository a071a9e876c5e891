import { groupKindOf } from '../../base/group-kind';
import { isRecord, recordOf, textOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { Severity } from '../../findings/finding';
import type { MeshRule, Violation } from '../../findings/rule';
import type { MeshModel } from '../../model/mesh-model';
import { isNamespaced } from '../../model/pod-template';

/** Objects without a namespace, beside an object of Argo CD or Flux that gives them none. */
export const missingNamespace: MeshRule<MeshModel> = {
  name: 'kubernetes/missing-namespace',
  severity: Severity.WARNING,
  upstream: 'ours',
  *check({ objects }): Iterable<Violation> {
    const related = objects.findIndex(object => toolOf(object) !== undefined);
    if (related < 0 || objects.some(givesNamespace)) { return; }
    const tool = toolOf(objects[related])!;
    for (const [index, object] of objects.entries()) {
      if (!isRecord(object) || !isNamespaced(object)) { continue; }
      const { namespace } = recordOf(object.metadata);
      if (namespace !== undefined && namespace !== null && namespace !== '') { continue; }
      yield { object: index, related, message: `'metadata.namespace' is missing, and ${tool} has no default namespace here, so that it fails to apply the object; set it` };
    }
  },
};

/** The tool that delivers a folder. An Application with a Helm chart delivers other objects. */
function toolOf(object: KubernetesObject): string | undefined {
  if (!isRecord(object)) { return undefined; }
  const spec = recordOf(object.spec);
  switch (groupKindOf(object)) {
    case 'kustomize.toolkit.fluxcd.io/Kustomization': return 'Flux';
    case 'argoproj.io/Application': return textOf(recordOf(spec.source).path) === undefined ? undefined : 'Argo CD';
    default: return undefined;
  }
}

/** Whether an object of Argo CD or Flux sets the namespace of what it delivers. It is not known which objects these are. */
function givesNamespace(object: KubernetesObject): boolean {
  if (toolOf(object) === undefined) { return false; }
  const spec = recordOf(object.spec);
  return textOf(spec.targetNamespace) !== undefined || textOf(recordOf(spec.destination).namespace) !== undefined;
}
