import { injectedPods, podSpecOf } from './injected-pods';
import { listOf, recordOf, textOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isIstioAtLeast } from '../../../settings/istio-version';
import { objectsOf } from '../../objects/mesh-objects';

const ANNOTATION = 'sidecar.istio.io/nativeSidecar';
const SWITCH = 'ENABLE_NATIVE_SIDECARS';

/** The first minor version of Istio with native sidecars by default. */
const NATIVE_SINCE = '1.28';

export const nativeSidecar: MeshRule<MeshModel> = {
  name: 'one-agent-injection/native-sidecar',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    const injected = injectedPods(model);
    if (injected.length > 0) { yield* istiods(model, injected[0].dynakube.index); }
    for (const { workload: { ref, annotations }, dynakube } of injected) {
      if (annotations[ANNOTATION] !== 'true') { continue; }
      const message = `'${ANNOTATION}' makes the sidecar an init container that keeps running, which Dynatrace does not support together with code modules; set it to "false"`;
      yield { object: ref.index, message, related: dynakube.index };
    }
  },
};

/** The Deployments of istiod that enable native sidecars. */
function* istiods(model: MeshModel, dynakube: number): Iterable<Violation> {
  for (const { ref, object } of objectsOf(model, 'apps/Deployment')) {
    if (recordOf(object.metadata?.labels).app !== 'istiod') { continue; }
    const env = listOf(podSpecOf(object).containers).flatMap(container => listOf(recordOf(container).env)).map(recordOf);
    const setting = textOf(env.find(({ name }) => name === SWITCH)?.value)?.toLowerCase();
    const isNative = setting === undefined ? isIstioAtLeast(model.settings.istioVersion, NATIVE_SINCE) : setting === 'true';
    if (isNative) {
      const message = `'spec.template.spec.containers' of istiod enable native sidecars, which Dynatrace does not support together with code modules; set the environment variable ${SWITCH} to "false"`;
      yield { object: ref.index, message, related: dynakube };
    }
  }
}
