import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { specOf, TELEMETRY } from '../../objects/telemetries';
import { fieldSites, itemSites } from '../../shared/site';

const TARGETS = new Set(['/Service', 'core/Service', 'networking.istio.io/ServiceEntry', 'gateway.networking.k8s.io/Gateway', 'gateway.networking.k8s.io/GatewayClass']);

export const targetRefKind: ObjectRule = {
  name: 'telemetry/target-ref-kind',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: TELEMETRY,
  * check(object) {
    const spec = specOf(object);
    for (const { path, value } of [...fieldSites({ path: 'spec', value: spec }, 'targetRef'), ...itemSites(spec.targetRefs, 'spec.targetRefs')]) {
      const kind = `${textOf(value.group) ?? ''}/${textOf(value.kind) ?? ''}`;
      if (!TARGETS.has(kind)) {
        yield `'${path}' must be a Service, a ServiceEntry of networking.istio.io, or a Gateway or GatewayClass of gateway.networking.k8s.io, got ${quote(kind)}`;
      }
    }
  },
};
