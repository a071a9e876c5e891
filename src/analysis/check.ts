import { append } from './base/group-by';
import { groupKindOf } from './base/group-kind';
import { isRecord } from './base/json';
import type { KubernetesObject } from './base/kubernetes-object';
import { withinMaxLevels } from './base/nesting';
import { OpenedObject, openLists } from './base/object-list';
import { Finding } from './findings/finding';
import { ANY_KIND, MeshRule, ObjectRule, RuleBase } from './findings/rule';
import { isOfWebhook, Upstream } from './findings/upstream';
import { MeshModel } from './model/mesh-model';
import { listItemMessage, listItems, MESH_RULES, NESTING, nestingMessage, OBJECT_RULES } from './rules';
import { CEL_RULES } from './rules/cel-rules';
import { celRulesByExpression, checkSchema } from './schema/check-schema';
import type { SchemaViolation } from './schema/schema-violation';
import { isIstioAtLeast } from './settings/istio-version';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from './settings/mesh-settings';

/** The objects that are checked, after each was checked on its own. */
export interface CheckedObjects {
  /** As Istio sees them, see `SchemaResult.stored`. Lists are opened. */
  readonly objects: readonly KubernetesObject[];
  /** Indices of the objects that are left out, because the API server rejects them. */
  readonly refused: ReadonlySet<number>;
  readonly settings: MeshSettings;
}

/** The rules to check by. */
export interface RuleSet<Model> {
  readonly objectRules: readonly ObjectRule[];
  readonly meshRules: readonly MeshRule<Model>[];
  /** Builds what the mesh rules look at. Called only if there are mesh rules: once, and once more if the API server rejects an object. */
  readonly model: (checked: CheckedObjects) => Model;
}

const NOTHING = undefined as unknown as KubernetesObject;

const CEL_RULES_BY_EXPRESSION = celRulesByExpression(CEL_RULES);

/** Builds the model of a list of objects, as `MeshModel.of()` does. */
export type BuildModel = (objects: readonly KubernetesObject[], settings: MeshSettings) => MeshModel;

function rulesWith(build: BuildModel): RuleSet<MeshModel> {
  return {
    objectRules: OBJECT_RULES,
    meshRules: MESH_RULES,
    // Indices are kept: what is not an object is left out.
    model: ({ objects, refused, settings }) => build(objects.map((object, index) => refused.has(index) ? NOTHING : object), settings),
  };
}

/**
 * Checks Kubernetes objects by all rules that the mesh's version of Istio has. Objects of kinds that no rule is about are ignored. A list, as `kubectl get -o yaml`
 * writes it, is opened: each item is an object of its own, whose findings have the index of the list, and begin with the place of the item.
 *
 * @param build builds the model that the rules of several objects ask; a caller that asks a model too can share it
 */
export function check(
  objects: readonly KubernetesObject[], settings: MeshSettings = DEFAULT_MESH_SETTINGS, build: BuildModel = MeshModel.of,
): Finding[] {
  return checkWith(rulesWith(build), objects, settings);
}

/**
 * Checks Kubernetes objects by a set of rules.
 *
 * If the API server rejects an object, its other faults are found too, as far as they don't follow from those that the API server reports. Other objects are checked as
 * if the object did not exist, because Istio never sees it. The findings are in the order of the objects, and for each object in the order of the rules. Time is
 * linear in the number of objects.
 */
export function checkWith<Model>(rules: RuleSet<Model>, objects: readonly KubernetesObject[], settings: MeshSettings): Finding[] {
  const byKind = groupByKind(rules.objectRules.filter(rule => isInPlay(rule, settings)));
  const ofAnyKind = byKind.get(ANY_KIND) ?? [];
  const opened = openLists(objects);
  const results = opened.map(({ object, place }, index): ObjectResult => {
    if (!isRecord(object)) {
      const findings = place === undefined ? [] : [toFinding(listItems, index, listItemMessage(object))];
      return { violations: [], isReadable: false, stored: object, findings };
    }
    const { value, deep } = withinMaxLevels(object);
    const result = checkObject(value, index, byKind.get(groupKindOf(value)) ?? ofAnyKind, settings);
    return deep ? { ...result, findings: [toFinding(NESTING, index, nestingMessage(deep)), ...result.findings] } : result;
  });
  const found = results.map(({ findings }) => findings);
  for (const finding of checkMesh(rules, results, settings)) { found[finding.object].push(finding); }
  return found.flat().map(finding => inGivenObjects(finding, opened));
}

/** The result of checking one object on its own. */
interface ObjectResult {
  readonly violations: readonly SchemaViolation[];
  readonly isReadable: boolean;
  readonly stored: KubernetesObject;
  readonly findings: Finding[];
}

function checkObject(object: KubernetesObject, index: number, rules: readonly ObjectRule[], settings: MeshSettings): ObjectResult {
  const { violations, isReadable, stored } = checkSchema(object, settings, CEL_RULES_BY_EXPRESSION);
  const findings = violations.map(({ rule, message }) => toFinding(rule, index, message));
  let stopped: Upstream | undefined;
  let known: readonly Fault[] = violations;
  for (const rule of rules) {
    if (!isReadable && !rule.kinds.includes(ANY_KIND)) { continue; }
    const isOfStopped = stopped !== undefined && isOfWebhook(rule.upstream);
    // A webhook that stops at an error has no warnings. Its other errors come with the next attempt.
    if (isOfStopped && rule.upstream !== stopped) { continue; }
    const messages = otherFaults(rule.check(stored, settings), isOfStopped ? known : violations);
    if (messages.length === 0) { continue; }
    findings.push(...messages.map(message => toFinding(rule, index, message)));
    if (rule.final) {
      stopped = rule.upstream;
      known = [...known, ...messages.map(message => ({ message, path: quotedIn(message)[0] }))];
    }
  }
  return { violations, isReadable, stored, findings };
}

/** The findings of the rules that compare objects: those that Istio sees, and those that the API server rejects, as if each was corrected. */
function checkMesh<Model>(rules: RuleSet<Model>, results: readonly ObjectResult[], settings: MeshSettings): Finding[] {
  const meshRules = rules.meshRules.filter(rule => isInPlay(rule, settings));
  if (meshRules.length === 0) { return []; }
  const objects = results.map(({ stored }) => stored);
  const findings = (refused: ReadonlySet<number>) => {
    const model = rules.model({ objects, refused, settings });
    return meshRules.flatMap(rule => [...rule.check(model)].map(({ object, message, related }) => {
      return { ...toFinding(rule, object, message), ...related === undefined ? {} : { related } };
    }));
  };
  const refused = indicesOf(results, ({ violations }) => violations.length > 0);
  const unreadable = indicesOf(results, ({ violations, isReadable }) => violations.length > 0 && !isReadable);
  const ofAccepted = findings(refused);
  if (refused.size === unreadable.size) { return ofAccepted; }
  const ofRefused = findings(unreadable).filter(({ object, message }) => refused.has(object) && isAnotherFault(message, results[object].violations));
  return [...ofAccepted, ...ofRefused];
}

function indicesOf<T>(items: readonly T[], predicate: (item: T) => boolean): Set<number> {
  return new Set(items.flatMap((item, index) => predicate(item) ? [index] : []));
}

const NO_MESSAGES: readonly string[] = [];

/** The messages about other values than the known faults. Most rules find nothing in most objects, which costs no memory. */
function otherFaults(messages: Iterable<string>, known: readonly Fault[]): readonly string[] {
  let others: string[] | undefined;
  for (const message of messages) {
    if (isAnotherFault(message, known)) { (others ??= []).push(message); }
  }
  return others ?? NO_MESSAGES;
}

/** A fault that is known, so that messages about the same value have nothing to add. */
type Fault = Pick<SchemaViolation, 'message' | 'path'>;

/** Whether a message is about another value than the known faults: not the value itself, a part of it, or something that it is a part of. */
function isAnotherFault(message: string, known: readonly Fault[]): boolean {
  if (known.length === 0) { return true; }
  const [path] = quotedIn(message);
  return path === undefined || !known.some(fault => fault.path === undefined
    ? quotedIn(fault.message).slice(1).some(name => path.split(/[.[]/).includes(name)) || fault.message.startsWith(`'${path}'`)
    : isWithin(path, fault.path) || isWithin(fault.path, path));
}

function quotedIn(message: string): string[] {
  return [...message.matchAll(/'([^']+)'/g)].map(([, text]) => text);
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && (path.length === outer.length || '.['.includes(path[outer.length]));
}

/** A finding about the objects as they were given, with lists. */
function inGivenObjects(finding: Finding, opened: readonly OpenedObject[]): Finding {
  const { given, place } = opened[finding.object];
  const other = finding.related === undefined ? undefined : opened[finding.related];
  const remark = other?.place === undefined ? '' : `; the other object is ${other.place}`;
  return {
    ...finding,
    object: given,
    message: `${place === undefined ? '' : `${place}: `}${finding.message}${remark}`,
    ...other ? { related: other.given } : {},
  };
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
