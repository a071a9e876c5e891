import { InjectedPods, injectedPods } from './injected-pods';
import { listOf, recordOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { quote } from '../../../base/quote';
import { CONTAINER_INJECTION_PREFIX } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { podSpecOf } from '../../../model/workload';

const PROXY = 'istio-proxy';

/** Annotation of a pod or a DynaKube that keeps code modules out of the sidecar. */
export const ANNOTATION = `${CONTAINER_INJECTION_PREFIX}${PROXY}`;

export const sidecarContainer: MeshRule<MeshModel> = {
  name: 'one-agent-injection/sidecar-container',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const pods of injectedPods(model)) {
      const { workload: { ref }, dynakube } = pods;
      if (isProxyExcluded(pods) || !hasProxyContainer(model.objects[ref.index])) { continue; }
      const message = `'spec.containers' includes the sidecar, and DynaKube ${quote(dynakube.name)} injects code modules into it too, which can crash it; add the annotation ${ANNOTATION}: "false"`;
      yield { object: ref.index, message, related: dynakube.index };
    }
  },
};

/** Whether the pods or the DynaKube keep code modules out of the sidecar. */
export function isProxyExcluded({ workload, dynakube }: InjectedPods): boolean {
  return workload.annotations[ANNOTATION] === 'false' || dynakube.annotations[ANNOTATION] === 'false';
}

/** Whether the template of the pods already has the container of the sidecar. */
export function hasProxyContainer(object: KubernetesObject): boolean {
  return listOf(podSpecOf(object).containers).some(container => recordOf(container).name === PROXY);
}
