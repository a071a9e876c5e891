import { CONTAINER_INJECTION_PREFIX, INJECTION_ANNOTATIONS } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ownAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

const POD_ANNOTATIONS = new Set<string>(Object.values(INJECTION_ANNOTATIONS));

export const misplacedAnnotation: ObjectRule = {
  name: 'one-agent-injection/misplaced-annotation',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Namespace', ...TEMPLATED_KINDS],
  * check(object) {
    for (const name of Object.keys(ownAnnotations(object)).filter(isPodAnnotation)) {
      const remedy = object.kind === 'Namespace' ? 'move it to the pods, or select namespaces in the DynaKube' : "move it to the 'metadata.annotations' of the pod template";
      yield `'metadata.annotations' has ${name}, which the operator reads on pods only, not on a ${object.kind}; ${remedy}`;
    }
  },
};

/** Whether the operator reads an annotation on pods only. */
function isPodAnnotation(name: string): boolean {
  return POD_ANNOTATIONS.has(name) || name.startsWith(CONTAINER_INJECTION_PREFIX);
}
