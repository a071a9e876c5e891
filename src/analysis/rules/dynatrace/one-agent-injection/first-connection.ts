import { injectedPods } from './injected-pods';
import { nativeSidecarOf } from './sidecar-form';
import { quote } from '../../../base/quote';
import { waitsBeforeFirstConnection } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { holdsApplication } from '../../../model/pods/proxy-config';
import { sidecarInjectionOf } from '../../../model/pods/sidecar-injection';

const RETRY = 'oneagent-initial-connect-retry-ms';

export const firstConnection: MeshRule<MeshModel> = {
  name: 'one-agent-injection/first-connection',
  severity: Severity.INFO,
  upstream: 'ours',
  * check(model) {
    for (const { workload, dynakube } of injectedPods(model)) {
      const waits = waitsBeforeFirstConnection(dynakube.annotations, dynakube.spec.enableIstio === true)
        || holdsApplication(model.settings, workload.annotations)
        // The containers of a pod start after its native sidecar is ready.
        || nativeSidecarOf(model, workload) === 'yes';
      if (waits || sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace)) !== 'yes') { continue; }
      const message = `'spec.template' starts applications before their sidecar is ready, and OneAgent of DynaKube ${quote(dynakube.name)} does not wait before its first connection; `
        + `set the feature flag ${RETRY} of the DynaKube to "6000", or set holdApplicationUntilProxyStarts in the annotation proxy.istio.io/config of the pods`;
      yield { object: workload.ref.index, message, related: dynakube.index };
    }
  },
};
