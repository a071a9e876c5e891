import { CONTAINER_INJECTION_PREFIX, INJECTION_ANNOTATIONS } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ownAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

const OF_PODS = new Set<string>(Object.values(INJECTION_ANNOTATIONS));

export const misplacedAnnotation: ObjectRule = {
  name: 'one-agent-injection/misplaced-annotation',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Namespace', ...TEMPLATED_KINDS],
  * check(object) {
    for (const name of Object.keys(ownAnnotations(object)).filter(isOfPods)) {
      const remedy = object.kind === 'Namespace' ? 'put it on the pods, or select namespaces in the DynaKube' : "put it into the 'metadata.annotations' of the pod template";
      yield `'metadata.annotations' have ${name}, which the operator reads on pods only, not on a ${object.kind}; ${remedy}`;
    }
  },
};

/** Whether the operator reads an annotation on pods, and nowhere else. */
function isOfPods(name: string): boolean {
  return OF_PODS.has(name) || name.startsWith(CONTAINER_INJECTION_PREFIX);
}
