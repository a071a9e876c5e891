import { injectedPods } from './injected-pods';
import { quote } from '../../../base/quote';
import { parseBoolean } from '../../../dynatrace/dynatrace-feature-flags';
import { INJECTION_ANNOTATIONS } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { CONTROL_PLANE_NAMESPACE } from '../../objects/pods';

export const controlPlane: MeshRule<MeshModel> = {
  name: 'one-agent-injection/control-plane',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { workload: { ref, namespace, annotations }, dynakube } of injectedPods(model)) {
      const isIntended = parseBoolean(annotations[INJECTION_ANNOTATIONS.ONE_AGENT]) === true;
      if (isIntended || (namespace !== CONTROL_PLANE_NAMESPACE && namespace !== model.settings.rootNamespace)) { continue; }
      const message = `'metadata.namespace' is the namespace of Istio, which the operator does not ignore: DynaKube ${quote(dynakube.name)} injects code modules into its pods, got ${quote(namespace)}; `
        + "exclude it with 'namespaceSelector' or the feature flag ignored-namespaces";
      yield { object: ref.index, message, related: dynakube.index };
    }
  },
};
