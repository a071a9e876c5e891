import { groupBy } from '../../../base/group-by';
import { isRecord, recordOf, textOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { completeHost } from '../../../model/virtual-service';
import type { ClusterDomain } from '../../../syntax/service-hosts';
import { subsetsOf } from '../../objects/destination-rule-spec';
import { destinationRules } from '../../objects/destination-rules';
import { MeshObject } from '../../objects/mesh-objects';

export const conflictingPolicies: MeshRule<MeshModel> = {
  name: 'destination-rule/conflicting-policies',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => [...groupBy(destinationRules(model), rule => mergeKey(rule, model.settings)).values()].filter(group => group.length > 1).flatMap(conflictsAmong),
};

/** istiod merges rules with the same key. */
function mergeKey({ ref, spec }: MeshObject, domain: ClusterDomain): string {
  const exportTo = [...new Set(textsOf(spec.exportTo).map(scope => scope === '.' ? ref.namespace : scope))].sort();
  const labels = Object.entries(recordOf(recordOf(spec.workloadSelector).matchLabels)).sort();
  const host = completeHost(textOf(spec.host) ?? '', ref.namespace, domain);
  return JSON.stringify([ref.namespace, host, exportTo, isRecord(spec.workloadSelector), labels]);
}

function conflictsAmong(rules: readonly MeshObject[]): Violation[] {
  const found: Violation[] = [];
  let withPolicy: MeshObject | undefined;
  const bySubset = new Map<unknown, MeshObject>();
  for (const rule of rules) {
    const twice = isRecord(rule.spec.trafficPolicy) ? withPolicy : undefined;
    if (twice) { found.push(violation(rule, twice, "'spec.trafficPolicy' is set")); }
    if (isRecord(rule.spec.trafficPolicy)) { withPolicy ??= rule; }
    for (const { path, value: { name } } of subsetsOf(rule.object)) {
      const other = bySubset.get(name);
      if (other && other !== rule) { found.push(violation(rule, other, `'${path}' defines ${quote(name)}`)); }
      if (!other) { bySubset.set(name, rule); }
    }
  }
  return found;
}

function violation({ ref }: MeshObject, { ref: other }: MeshObject, what: string): Violation {
  return {
    object: ref.index,
    related: other.index,
    message: `${what}, and also in DestinationRule "${other.name}" for the same host and the same clients: only the older rule applies; merge the two`,
  };
}
