import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject, listOf, recordOf, textOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { quote, quoteAll } from '../../base/quote';
import { Severity } from '../../findings/finding';
import type { MeshRule, Violation } from '../../findings/rule';
import type { MeshModel } from '../../model/mesh-model';

const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/Kustomization';
const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

/** A variable, and what follows its name. `$${name}` is an escape, and the forms with a default don't become empty. */
const VARIABLE = /\$(\$)?\{([_A-Za-z][_A-Za-z0-9]*)([^}]*)\}/g;
const WITH_DEFAULT = /^:?[-=?]/;

/** Number of variables that a message names. */
const SHOWN = 3;

/** Objects with variables that a Kustomization of Flux replaces by an empty text. */
export const substitutedText: MeshRule<MeshModel> = {
  name: 'kubernetes/substituted-text',
  severity: Severity.WARNING,
  upstream: 'ours',
  *check({ objects }): Iterable<Violation> {
    const related = objects.findIndex(substitutes);
    if (related < 0) { return; }
    const known = knownVariables(objects);
    if (!known) { return; }
    for (const [index, object] of objects.entries()) {
      if (!isRecord(object) || groupKindOf(object) === KUSTOMIZATION || isOff(object)) { continue; }
      const variables = new Set<string>();
      collect(object, variables);
      const empty = [...variables].filter(name => !known.has(name)).sort();
      if (empty.length === 0) { continue; }
      const names = quoteAll(empty.slice(0, SHOWN).map(name => `\${${name}}`)) + (empty.length > SHOWN ? ` and ${empty.length - SHOWN} more` : '');
      yield {
        object: index,
        related,
        message: `'postBuild' of a Kustomization of Flux has no value for ${names}, so that Flux replaces ${empty.length === 1 ? 'it' : 'them'} in this object by an empty text; `
          + `add the value, write "$$" instead of "$", or add the annotation ${quote(`${SUBSTITUTE}: disabled`)}`,
      };
    }
  },
};

function substitutes(object: KubernetesObject): boolean {
  if (!isRecord(object) || groupKindOf(object) !== KUSTOMIZATION) { return false; }
  const { substitute, substituteFrom } = postBuildOf(object);
  return Object.keys(recordOf(substitute)).length > 0 || listOf(substituteFrom).length > 0;
}

/** The variables that have a value. Undefined if one of the sources is not among the objects, so that it can have any. */
function knownVariables(objects: readonly KubernetesObject[]): ReadonlySet<string> | undefined {
  const known = new Set<string>();
  const configMaps = new Map(objects.filter(object => isRecord(object) && groupKindOf(object) === 'ConfigMap').map(object => [keyOf(object, object.metadata?.name), object]));
  for (const kustomization of objects.filter(substitutes)) {
    const { substitute, substituteFrom } = postBuildOf(kustomization);
    for (const name of Object.keys(recordOf(substitute))) { known.add(name); }
    for (const source of listOf(substituteFrom).map(recordOf)) {
      const configMap = source.kind === 'ConfigMap' ? configMaps.get(keyOf(kustomization, source.name)) : undefined;
      if (!configMap) { return undefined; }
      for (const name of Object.keys(recordOf(configMap.data))) { known.add(name); }
    }
  }
  return known;
}

function postBuildOf(object: KubernetesObject): JsonObject {
  return recordOf(recordOf(object.spec).postBuild);
}

function keyOf({ metadata }: KubernetesObject, name: unknown): string {
  return `${textOf(recordOf(metadata).namespace) ?? ''}/${textOf(name) ?? ''}`;
}

function isOff({ metadata }: KubernetesObject): boolean {
  return [metadata?.annotations, metadata?.labels].some(map => recordOf(map)[SUBSTITUTE] === 'disabled');
}

/** Collects the variables in all texts and names of fields. Flux replaces them in the YAML of the whole object. */
function collect(value: unknown, variables: Set<string>): void {
  if (typeof value === 'string') {
    for (const [, escaped, name, rest] of value.matchAll(VARIABLE)) {
      if (escaped === undefined && !WITH_DEFAULT.test(rest)) { variables.add(name); }
    }
  } else if (Array.isArray(value)) {
    for (const item of value) { collect(item, variables); }
  } else if (isRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      collect(name, variables);
      collect(member, variables);
    }
  }
}
