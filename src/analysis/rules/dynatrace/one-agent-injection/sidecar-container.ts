import { injectedPods, podSpecOf } from './injected-pods';
import { Severity } from '../../../finding';
import { CONTAINER_INJECTION_PREFIX } from '../../../injection-annotations';
import { listOf, recordOf } from '../../../json';
import type { MeshModel } from '../../../mesh-model';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';

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
      const message = `'spec.containers' have the sidecar in them, into which DynaKube ${quote(dynakube.name)} would get code modules too, and that is known to crash it; add ${ANNOTATION}: "false"`;
      yield { object: ref.index, message, related: dynakube.index };
    }
  },
};
