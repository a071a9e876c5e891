import { injectedPods } from './injected-pods';
import { isProxyExcluded, ANNOTATION, hasProxyContainer } from './sidecar-container';
import { nativeSidecarOf } from './sidecar-form';
import { groupBy } from '../../../base/group-by';
import { describeRefs } from '../../../base/object-ref';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { sidecarInjectionOf } from '../../../model/pods/sidecar-injection';

export const injectedProxy: MeshRule<MeshModel> = {
  name: 'one-agent-injection/injected-proxy',
  severity: Severity.INFO,
  upstream: 'ours',
  * check(model) {
    // The operator injects code modules into ordinary containers only, and native sidecars are init containers.
    const injected = injectedPods(model).filter(pods => !isProxyExcluded(pods)
      && sidecarInjectionOf(pods.workload, model.namespaceLabels.get(pods.workload.namespace)) === 'yes'
      && nativeSidecarOf(model, pods.workload) === 'no'
      && !hasProxyContainer(model.objects[pods.workload.ref.index]));
    for (const [dynakube, pods] of groupBy(injected, each => each.dynakube)) {
      const workloads = describeRefs(pods.map(({ workload: { ref } }) => ref));
      const message = `'metadata.annotations' do not exclude the container istio-proxy, so code modules are also injected into the sidecars that Istio adds to ${workloads}, `
        + `which can crash them; add ${ANNOTATION}: "false"`;
      yield { object: dynakube.index, message, related: pods[0].workload.ref.index };
    }
  },
};
