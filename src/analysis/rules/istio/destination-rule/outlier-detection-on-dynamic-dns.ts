import { isRecord, JsonObject, listOf, recordOf } from '../../../base/json';
import { describeRef } from '../../../base/object-ref';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { destinationRules } from '../../objects/destination-rules';
import { ANY_NAMESPACE, servicesByNamespace } from '../../objects/hosts-by-namespace';

export const outlierDetectionOnDynamicDns: MeshRule<MeshModel> = {
  name: 'destination-rule/outlier-detection-on-dynamic-dns',
  severity: Severity.ERROR,
  upstream: 'ours',
  // Before 1.30, sidecars have no such clusters.
  since: '1.30',
  * check(model) {
    const specs = new Map(destinationRules(model).map(({ ref, spec }) => [ref.index, spec]));
    for (const rule of model.destinationRules.all) {
      const { ref, exposure } = rule;
      const policy = recordOf(specs.get(ref.index)?.trafficPolicy);
      const path = outlierDetectionIn(policy);
      if (path === undefined) { continue; }
      for (const service of servicesByNamespace(model).get(ANY_NAMESPACE)?.coveredBy(rule.host) ?? []) {
        if (service.resolution !== 'DYNAMIC_DNS') { continue; }
        const clients = [ref.namespace, service.namespace, ...exposure.namespaces, SOME_NAMESPACE];
        if (!clients.some(client => model.destinationRules.for(service, client).some(applied => applied.ref.index === ref.index))) { continue; }
        yield {
          object: ref.index,
          related: service.ref.index,
          message: `'${path}' must not be set for a host with the resolution DYNAMIC_DNS, got ${describeRef(service.ref)}: istiod crashes when it creates the `
            + `configuration of its clients, and no sidecar gets new configuration; ${removalFrom(policy)}, or add a separate rule without it for the host`,
        };
        break;
      }
    }
  },
};

/** A namespace that no object refers to. */
const SOME_NAMESPACE = '';

/** A policy without settings is not valid. */
function removalFrom(policy: JsonObject): string {
  return Object.keys(policy).length === 1 && isRecord(policy.outlierDetection) ? 'remove the policy, which has no other setting' : 'remove it';
}

function outlierDetectionIn({ outlierDetection, portLevelSettings }: Readonly<Record<string, unknown>>): string | undefined {
  if (isRecord(outlierDetection)) { return 'spec.trafficPolicy.outlierDetection'; }
  const index = listOf(portLevelSettings).findIndex(settings => isRecord(recordOf(settings).outlierDetection));
  return index < 0 ? undefined : `spec.trafficPolicy.portLevelSettings[${index}].outlierDetection`;
}
