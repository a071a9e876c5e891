import { groupKindOf } from '../../base/group-kind';
import { isRecord, recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { quote } from '../../base/quote';
import { Severity } from '../../findings/finding';
import { ANY_KIND, ObjectRule } from '../../findings/rule';
import { podTemplatePath } from '../../model/pod-template';
import { DYNATRACE_KINDS } from '../../schema/dynatrace-versions';
import { ISTIO_KINDS } from '../objects/istio-kinds';

type Path = readonly string[];

/** Kinds whose `metadata` the schema walker checks. */
const WITH_SCHEMA: ReadonlySet<string> = new Set([...ISTIO_KINDS, ...DYNATRACE_KINDS]);

/** Paths of selectors, by API group and kind. */
const SELECTORS: Readonly<Record<string, Path>> = {
  'Service': ['spec', 'selector'],
  'apps/Deployment': ['spec', 'selector', 'matchLabels'],
  'apps/StatefulSet': ['spec', 'selector', 'matchLabels'],
  'apps/DaemonSet': ['spec', 'selector', 'matchLabels'],
  'apps/ReplicaSet': ['spec', 'selector', 'matchLabels'],
  'batch/Job': ['spec', 'selector', 'matchLabels'],
  'argoproj.io/Rollout': ['spec', 'selector', 'matchLabels'],
  'policy/PodDisruptionBudget': ['spec', 'selector', 'matchLabels'],
  'networking.k8s.io/NetworkPolicy': ['spec', 'podSelector', 'matchLabels'],
};

export const unquotedText: ObjectRule = {
  name: 'kubernetes/unquoted-text',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [ANY_KIND],
  * check(object) {
    const kind = groupKindOf(object);
    if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string' || WITH_SCHEMA.has(kind)) { return; }
    for (const path of textMaps(kind)) { yield* faultsIn(object, path); }
  },
};

/** The paths of the maps of strings in an object of a kind. */
function textMaps(kind: string): Path[] {
  const template = podTemplatePath(kind) ?? [];
  const ofPods: Path[] = podTemplatePath(kind) === undefined ? [] : [[...template, 'spec', 'nodeSelector']];
  const ofTemplate: Path[] = template.length === 0 ? [] : [[...template, 'metadata', 'labels'], [...template, 'metadata', 'annotations']];
  const selector = Object.hasOwn(SELECTORS, kind) ? [SELECTORS[kind]] : [];
  return [['metadata', 'labels'], ['metadata', 'annotations'], ...selector, ...ofTemplate, ...ofPods];
}

function* faultsIn(object: KubernetesObject, path: Path): Iterable<string> {
  const map = path.reduce<unknown>((value, key) => recordOf(value)[key], object);
  const name = path.join('.');
  if (map === undefined || map === null) { return; }
  if (!isRecord(map)) {
    yield `'${name}' must be a map of strings, got ${describe(map)}`;
    return;
  }
  for (const [key, value] of Object.entries(map)) {
    // The API server reads null as an empty string.
    if (typeof value === 'string' || value === undefined || value === null) { continue; }
    const remedy = typeof value === 'object' ? '' : `; write it in quotes: '${String(value)}'`;
    yield `'${name}[${quote(key)}]' must be a string, got ${describe(value)}${remedy}`;
  }
}

/** Strings, lists and objects are not shown: they may be large or contain secrets. */
function describe(value: unknown): string {
  if (Array.isArray(value)) { return 'an array'; }
  if (typeof value === 'string') { return 'a string'; }
  return typeof value === 'object' ? 'an object' : String(value);
}
