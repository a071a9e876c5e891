import { ApiObject } from 'cdk8s';
import { isRecord, JsonObject, listOf, recordOf, textOf, textsOf } from '../../analysis/base/json';
import { meetsLabelSelector } from '../../analysis/base/label-selector';
import { Labels, labelsOf, NAMESPACE_NAME } from '../../analysis/base/labels';
import { quote } from '../../analysis/base/quote';
import { APPLICATION_MODES, isIgnoredNamespace } from '../../analysis/dynatrace/one-agent-injection';
import { DynaKube } from '../dynakube/dynakube';

/**
 * The labels that a namespace needs, in addition to its own, so that a DynaKube selects it. Sorted by code unit.
 *
 * @throws if the DynaKube does not inject OneAgent into the pods of the namespace whatever labels are added
 */
export function selectedNamespaceLabels(dynakube: DynaKube, namespace: string, labels: Labels): [string, string][] {
  const { metadata, spec } = ApiObject.of(dynakube).toJson();
  const oneAgent = recordOf(recordOf(spec).oneAgent);
  const mode = APPLICATION_MODES.find(name => isRecord(oneAgent[name]));
  if (mode === undefined) {
    throw new Error(`the DynaKube "${dynakube.name}" does not inject OneAgent into pods; use DynaKubeMode.cloudNativeFullStack() or DynaKubeMode.applicationMonitoring()`);
  }
  if (isIgnoredNamespace(namespace, labelsOf(recordOf(metadata).annotations), dynakube.namespace)) {
    throw new Error(`the DynaKube "${dynakube.name}" ignores the namespace "${namespace}", whatever its labels; see FeatureFlag.ignoredNamespaces()`);
  }
  const { namespaceSelector } = recordOf(oneAgent[mode]);
  if (namespaceSelector === undefined) { return []; }
  const known = { ...labels, [NAMESPACE_NAME]: namespace };
  const missing = Object.entries(wantedBy(recordOf(namespaceSelector))).filter(([key]) => !Object.hasOwn(known, key));
  if (!meetsLabelSelector(namespaceSelector, { ...known, ...Object.fromEntries(missing) })) {
    throw new Error(`the DynaKube "${dynakube.name}" can't select the namespace "${namespace}", which has the labels ${quote(known)}; change them or the 'namespaceSelector' of the DynaKube`);
  }
  return missing.sort(([a], [b]) => a < b ? -1 : 1);
}

/** The labels that a selector requires. */
function wantedBy(selector: JsonObject): Labels {
  const expressions = listOf(selector.matchExpressions).map(recordOf);
  const wanted = expressions.flatMap(({ key, operator, values }): [string, string][] => {
    switch (operator) {
      case 'In': return [[textOf(key) ?? '', textsOf(values)[0] ?? '']];
      case 'Exists': return [[textOf(key) ?? '', 'true']];
      default: return [];
    }
  });
  // If both require one label, `matchLabels` has the exact value.
  return { ...Object.fromEntries(wanted), ...labelsOf(selector.matchLabels) };
}
