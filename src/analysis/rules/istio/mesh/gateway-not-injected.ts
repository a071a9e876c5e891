import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isGatewayPod, NAMESPACE_INJECTION, SIDECAR_INJECT } from '../../../model/pods/sidecar-injection';

/**
 * Istio's injector replaces the image `auto` of a gateway's pods. However Istio is installed, its webhooks leave out namespaces with
 * `istio-injection: disabled`, and pods with `sidecar.istio.io/inject: "false"`.
 */
export const gatewayNotInjected: MeshRule<MeshModel> = {
  name: 'mesh/gateway-not-injected',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => model.workloads.filter(({ annotations }) => isGatewayPod(annotations)).flatMap(({ ref, namespace, labels }) => {
    if (model.namespaceLabels.get(namespace)?.[NAMESPACE_INJECTION] === 'disabled') {
      const message = `the pods of the gateway do not start, because Namespace ${quote(namespace)} has the label "istio-injection: disabled" and Istio's injector adds the proxy; remove the label, or move the gateway`;
      return [{ object: ref.index, message }];
    }
    if (labels[SIDECAR_INJECT] !== 'false') { return []; }
    return [{ object: ref.index, message: `the pods of the gateway do not start, because they have the label "${SIDECAR_INJECT}: false" and Istio's injector adds the proxy; set it to "true"` }];
  }),
};
