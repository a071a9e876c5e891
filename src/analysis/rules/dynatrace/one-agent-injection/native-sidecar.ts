import { injectedPods } from './injected-pods';
import { istiods, nativeSidecarOf, NATIVE_SIDECAR, NATIVE_SIDECARS, NATIVE_SINCE } from './sidecar-form';
import { groupBy } from '../../../base/group-by';
import { describeRefs } from '../../../base/object-ref';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { sidecarInjectionOf } from '../../../model/pods/sidecar-injection';

const UNSUPPORTED = "which Dynatrace's page about Istio does not support together with code modules; it leaves open whether it means all pods or only code modules inside the sidecar itself";

const ON_NODES = 'on nodes with Kubernetes 1.33 or newer';

export const nativeSidecar: MeshRule<MeshModel> = {
  name: 'one-agent-injection/native-sidecar',
  severity: Severity.INFO,
  upstream: 'ours',
  * check(model) {
    const injected = injectedPods(model);
    if (injected.length === 0) { return; }
    for (const { istiod: { ref }, native } of istiods(model)) {
      if (native === 'no') { continue; }
      const message = `'spec.template.spec.containers' of istiod make sidecars native${native === 'auto' ? ` ${ON_NODES}` : ''}, ${UNSUPPORTED}; `
        + `to follow the page, set the environment variable ${NATIVE_SIDECARS} to "false"`;
      yield { object: ref.index, message, related: injected[0].dynakube.index };
    }
    for (const { workload: { ref, annotations }, dynakube } of injected) {
      if (annotations[NATIVE_SIDECAR] !== 'true') { continue; }
      const message = `'${NATIVE_SIDECAR}' makes the sidecar native, ${UNSUPPORTED}; to follow the page, set it to "false"`;
      yield { object: ref.index, message, related: dynakube.index };
    }
    if (istiods(model).length > 0) { return; }
    const native = injected.filter(({ workload }) => nativeSidecarOf(model, workload) === 'auto'
      && sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace)) === 'yes');
    for (const [dynakube, pods] of groupBy(native, pod => pod.dynakube)) {
      const workloads = describeRefs(pods.map(({ workload: { ref } }) => ref));
      const message = `'spec.oneAgent' injects code modules into ${workloads}, whose sidecars are native by default since Istio ${NATIVE_SINCE} ${ON_NODES}, ${UNSUPPORTED}; `
        + `to follow the page, set ${NATIVE_SIDECARS} of istiod or the annotation ${NATIVE_SIDECAR} of the pods to "false"`;
      yield { object: dynakube.index, message, related: pods[0].workload.ref.index };
    }
  },
};
