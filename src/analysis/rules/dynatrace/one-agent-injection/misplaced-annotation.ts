import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';
import { ownAnnotations, TEMPLATED_KINDS } from '../../istio/annotations/annotated';

/** What the names of the annotations begin with that the operator reads on pods. */
const OF_PODS = [
  'dynatrace.com/inject', 'dynatrace.com/split-mounts', 'oneagent.dynatrace.com/', 'metadata-enrichment.dynatrace.com/inject',
  'otlp-exporter-configuration.dynatrace.com/inject', 'container.inject.dynatrace.com/', 'volume.dynatrace.com/',
];

export const misplacedAnnotation: ObjectRule = {
  name: 'one-agent-injection/misplaced-annotation',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Namespace', ...TEMPLATED_KINDS],
  * check(object) {
    for (const name of Object.keys(ownAnnotations(object)).filter(each => OF_PODS.some(prefix => each.startsWith(prefix)))) {
      const remedy = object.kind === 'Namespace' ? 'put it on the pods, or select namespaces in the DynaKube' : "put it into the 'metadata.annotations' of the pod template";
      yield `'metadata.annotations' have ${name}, which the operator reads on pods only, not on a ${object.kind}; ${remedy}`;
    }
  },
};
