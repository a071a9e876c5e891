import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { podsWith } from '../../objects/pods';
import { selectorLabels } from '../../objects/selectors';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

export const selectsGateway: MeshRule<MeshModel> = {
  name: 'telemetry/selects-gateway',
  severity: Severity.WARNING,
  upstream: 'IST0166',
  * check(model) {
    for (const telemetry of objectsOf(model, TELEMETRY_SELECTING.kind)) {
      const { ref, spec } = telemetry;
      if (!isRecord(spec.selector) || isRecord(spec.targetRef)) { continue; }
      const pods = podsWith(model, selectorLabels(telemetry, TELEMETRY_SELECTING), ref.namespace);
      const gateway = pods.find(({ labels }) => labels[GATEWAY_NAME] !== undefined);
      if (gateway) {
        yield {
          object: ref.index,
          related: gateway.object,
          message: `'spec.selector' selects pods of the Kubernetes Gateway ${quote(gateway.labels[GATEWAY_NAME])}: waypoints ignore the selector, and other gateways do so with ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY=false; use 'spec.targetRefs'`,
        };
      }
    }
  },
};
