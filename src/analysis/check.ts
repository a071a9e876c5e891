import { append } from './base/group-by';
import { groupKindOf } from './base/group-kind';
import { isRecord } from './base/json';
import type { KubernetesObject } from './base/kubernetes-object';
import { Finding } from './findings/finding';
import { ANY_KIND, MeshRule, ObjectRule, RuleBase } from './findings/rule';
import { isOfWebhook } from './findings/upstream';
import { MeshModel } from './model/mesh-model';
import { MESH_RULES, OBJECT_RULES } from './rules';
import { CEL_RULES } from './rules/cel-rules';
import { celRulesByExpression, checkSchema } from './schema/check-schema';
import { isIstioAtLeast } from './settings/istio-version';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from './settings/mesh-settings';

/** The objects that are checked, and the result of the API server's validation. */
export interface CheckedObjects {
  /** As Istio sees them, see `SchemaResult.stored`. */
  readonly objects: readonly KubernetesObject[];
  /** Indices of the objects that the API server rejects: no cluster ever has them. */
  readonly refused: ReadonlySet<number>;
  readonly settings: MeshSettings;
}

/** The rules to check. */
export interface RuleSet<Model> {
  readonly objectRules: readonly ObjectRule[];
  readonly meshRules: readonly MeshRule<Model>[];
  /** Builds what the mesh rules check. It is called once, and only if there are mesh rules. */
  readonly model: (checked: CheckedObjects) => Model;
}

const NOTHING = undefined as unknown as KubernetesObject;

const CEL_RULES_BY_EXPRESSION = celRulesByExpression(CEL_RULES);

const RULES: RuleSet<MeshModel> = {
  objectRules: OBJECT_RULES,
  meshRules: MESH_RULES,
  // Indices are kept: the model skips what is not an object.
  model: ({ objects, refused, settings }) => MeshModel.of(objects.map((object, index) => refused.has(index) ? NOTHING : object), settings),
};

/** Checks Kubernetes objects by all rules for the mesh's version of Istio. Objects of other kinds have no findings. */
export function check(objects: readonly KubernetesObject[], settings: MeshSettings = DEFAULT_MESH_SETTINGS): Finding[] {
  return checkWith(RULES, objects, settings);
}

/**
 * Checks Kubernetes objects by a set of rules.
 *
 * Istio never sees an object that the API server rejects, so rules of Istio do not check it. If the object only violates a CEL rule, the rules of `ours` check it
 * all the same. The findings are in the order of the objects, and for each object in the order of the rules. Time is linear in the number of objects.
 */
export function checkWith<Model>(rules: RuleSet<Model>, objects: readonly KubernetesObject[], settings: MeshSettings): Finding[] {
  const byKind = groupByKind(rules.objectRules.filter(rule => isInPlay(rule, settings)));
  const ofAnyKind = byKind.get(ANY_KIND) ?? [];
  const refused = new Set<number>();
  const stored = [...objects];
  const found = objects.map((object, index) => {
    if (!isRecord(object)) { return []; }
    const result = checkObject(object, index, byKind.get(groupKindOf(object)) ?? ofAnyKind, settings);
    if (result.isRefused) { refused.add(index); }
    stored[index] = result.stored;
    return result.findings;
  });
  const meshRules = rules.meshRules.filter(rule => isInPlay(rule, settings));
  if (meshRules.length > 0) {
    const model = rules.model({ objects: stored, refused, settings });
    for (const rule of meshRules) {
      for (const { object, message, related } of rule.check(model)) {
        found[object].push({ ...toFinding(rule, object, message), ...related === undefined ? {} : { related } });
      }
    }
  }
  return found.flat();
}

/** The result for one object. */
interface ObjectResult {
  readonly isRefused: boolean;
  readonly stored: KubernetesObject;
  readonly findings: Finding[];
}

function checkObject(object: KubernetesObject, index: number, rules: readonly ObjectRule[], settings: MeshSettings): ObjectResult {
  const { violations, wellFormed, stored } = checkSchema(object, settings, CEL_RULES_BY_EXPRESSION);
  const isRefused = violations.length > 0;
  const findings = violations.map(({ rule, message }) => toFinding(rule, index, message));
  let webhookStopped = false;
  for (const rule of rules) {
    if (!wellFormed && !rule.kinds.includes(ANY_KIND)) { continue; }
    if (isRefused ? rule.upstream !== 'ours' : webhookStopped && isOfWebhook(rule.upstream)) { continue; }
    const messages = [...rule.check(stored, settings)];
    findings.push(...messages.map(message => toFinding(rule, index, message)));
    webhookStopped ||= rule.final === true && messages.length > 0;
  }
  return { isRefused, stored, findings };
}

/** The rules by kind. Those for any kind are the first in each list. */
function groupByKind(rules: readonly ObjectRule[]): Map<string, ObjectRule[]> {
  const ofAnyKind = rules.filter(({ kinds }) => kinds.includes(ANY_KIND));
  const byKind = new Map<string, ObjectRule[]>([[ANY_KIND, ofAnyKind]]);
  for (const rule of rules.filter(({ kinds }) => !kinds.includes(ANY_KIND))) {
    for (const kind of rule.kinds) {
      if (!byKind.has(kind)) { byKind.set(kind, [...ofAnyKind]); }
      append(byKind, kind, rule);
    }
  }
  return byKind;
}

function isInPlay(rule: RuleBase, settings: MeshSettings): boolean {
  return (rule.since === undefined || isIstioAtLeast(settings.istioVersion, rule.since))
    && (rule.until === undefined || !isIstioAtLeast(settings.istioVersion, rule.until));
}

function toFinding(rule: RuleBase, object: number, message: string): Finding {
  return { rule: rule.name, severity: rule.severity, upstream: rule.upstream, object, message };
}
