import { groupBy } from '../../../base/group-by';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import { exposureOf } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import { completeHost } from '../../../model/virtual-service';
import type { ClusterDomain } from '../../../syntax/service-hosts';
import { subsetsOf } from '../../objects/destination-rule-spec';
import { destinationRules } from '../../objects/destination-rules';
import { MeshObject } from '../../objects/mesh-objects';

const EVERYWHERE = '*';

export const conflictingPolicies: MeshRule<MeshModel> = {
  name: 'destination-rule/conflicting-policies',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => sharingAHost(model).flatMap(group => {
    const byExport = [...groupBy(group, exportKey).values()];
    return [...byExport.flatMap(conflictsAmong), ...byExport.length > 1 ? unmerged(group) : []];
  }),
};

/** The rules that share their namespace, host and workloads with others. */
function sharingAHost(model: MeshModel): MeshObject[][] {
  return [...groupBy(destinationRules(model), rule => mergeKey(rule, model.settings)).values()].filter(group => group.length > 1);
}

/** Rules of one namespace, for the same host and workloads. */
function mergeKey({ ref, spec }: MeshObject, domain: ClusterDomain): string {
  const labels = Object.entries(recordOf(recordOf(spec.workloadSelector).matchLabels)).sort();
  const host = completeHost(textOf(spec.host) ?? '', ref.namespace, domain);
  return JSON.stringify([ref.namespace, host, isRecord(spec.workloadSelector), labels]);
}

/** istiod merges rules with the same key. It compares the scopes as they are written. A rule that selects workloads is for its own namespace. */
function exportKey({ spec }: MeshObject): string {
  if (isRecord(spec.workloadSelector)) { return ''; }
  return JSON.stringify([...new Set(textsOf(spec.exportTo))].sort());
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

/** Rules that istiod does not merge, because they have another `exportTo`, but that some clients have in common. */
function unmerged(group: readonly MeshObject[]): Violation[] {
  const found: Violation[] = [];
  const seenBy = new Map<string, MeshObject>();
  let first: MeshObject | undefined;
  for (const rule of group.filter(({ spec }) => isRecord(spec.trafficPolicy) || listOf(spec.subsets).length > 0)) {
    const { everywhere, namespaces } = exposureOf(textsOf(rule.spec.exportTo), [EVERYWHERE], rule.ref.namespace);
    const scopes = everywhere ? [EVERYWHERE] : [...namespaces];
    const candidates = everywhere ? [first] : [seenBy.get(EVERYWHERE), ...scopes.map(scope => seenBy.get(scope))];
    const other = candidates.find(candidate => candidate !== undefined && exportKey(candidate) !== exportKey(rule));
    if (other) {
      found.push({
        object: rule.ref.index,
        related: other.ref.index,
        message: `'spec.exportTo' differs from that of DestinationRule "${other.ref.name}" for the same host, and some clients see both: only one of the two applies to them, `
          + 'with all its settings and subsets; merge the two, or export each to other namespaces',
      });
    }
    if (scopes.length > 0) { first ??= rule; }
    for (const scope of scopes) {
      if (!seenBy.has(scope)) { seenBy.set(scope, rule); }
    }
  }
  return found;
}
