import { ApiObject } from 'cdk8s';
import { isRecord, JsonObject, listOf, recordOf, textOf, textsOf } from '../../analysis/base/json';
import { meetsLabelSelector } from '../../analysis/base/label-selector';
import { Labels, labelsOf } from '../../analysis/base/labels';
import { quote } from '../../analysis/base/quote';
import { APPLICATION_MODES, isIgnoredNamespace } from '../../analysis/dynatrace/one-agent-injection';
import { DynaKube } from '../dynakube/dynakube';

/** The label that every namespace has by itself. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * The labels that a namespace lacks to be selected by a DynaKube, in code-unit order.
 *
 * @throws if no labels help
 */
export function selectedNamespaceLabels(dynakube: DynaKube, namespace: string, labels: Labels): [string, string][] {
  const { metadata, spec } = ApiObject.of(dynakube).toJson();
  const oneAgent = recordOf(recordOf(spec).oneAgent);
  const mode = APPLICATION_MODES.find(name => isRecord(oneAgent[name]));
  if (mode === undefined) {
    throw new Error(`the DynaKube "${dynakube.name}" puts OneAgent into no pods: give it the mode cloudNativeFullStack or applicationMonitoring`);
  }
  if (isIgnoredNamespace(namespace, labelsOf(recordOf(metadata).annotations), dynakube.namespace)) {
    throw new Error(`the DynaKube "${dynakube.name}" leaves the namespace "${namespace}" alone, whatever its labels: see FeatureFlag.ignoredNamespaces()`);
  }
  const { namespaceSelector } = recordOf(oneAgent[mode]);
  if (namespaceSelector === undefined) { return []; }
  const known = { ...labels, [NAME_LABEL]: namespace };
  const missing = Object.entries(wantedBy(recordOf(namespaceSelector))).filter(([key]) => !Object.hasOwn(known, key));
  if (!meetsLabelSelector(namespaceSelector, { ...known, ...Object.fromEntries(missing) })) {
    throw new Error(`the namespace "${namespace}" can't have the labels that the DynaKube "${dynakube.name}" selects by, got ${quote(known)}; change its 'namespaceSelector'`);
  }
  return missing.sort(([a], [b]) => a < b ? -1 : 1);
}

/** Labels that a selector asks for, as far as it names any. */
function wantedBy(selector: JsonObject): Labels {
  const expressions = listOf(selector.matchExpressions).map(recordOf);
  const wanted = expressions.flatMap(({ key, operator, values }): [string, string][] => {
    switch (operator) {
      case 'In': return [[textOf(key) ?? '', textsOf(values)[0] ?? '']];
      case 'Exists': return [[textOf(key) ?? '', 'true']];
      default: return [];
    }
  });
  // Of two that ask for one label, the exact one counts.
  return { ...Object.fromEntries(wanted), ...labelsOf(selector.matchLabels) };
}
