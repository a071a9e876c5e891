import { injectedPods, podSpecOf } from './injected-pods';
import { listOf, recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { CONTAINER_INJECTION_PREFIX } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

const PROXY = 'istio-proxy';
const ANNOTATION = `${CONTAINER_INJECTION_PREFIX}${PROXY}`;

export const sidecarContainer: MeshRule<MeshModel> = {
  name: 'one-agent-injection/sidecar-container',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { workload: { ref, annotations }, dynakube } of injectedPods(model)) {
      const { containers } = podSpecOf(model.objects[ref.index]);
      const isRefused = annotations[ANNOTATION] === 'false' || dynakube.annotations[ANNOTATION] === 'false';
      if (isRefused || !listOf(containers).some(container => recordOf(container).name === PROXY)) { continue; }
      const message = `'spec.containers' includes the sidecar, and DynaKube ${quote(dynakube.name)} injects code modules into it too, which is known to crash it; add the annotation ${ANNOTATION}: "false"`;
      yield { object: ref.index, message, related: dynakube.index };
    }
  },
};
