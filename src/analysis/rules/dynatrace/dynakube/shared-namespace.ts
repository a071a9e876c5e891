import { meetsLabelSelector } from '../../../base/label-selector';
import type { LabelSelectorSpec } from '../../../base/label-selector';
import { Labels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import type { ConvertedDynaKube } from '../../../dynatrace/dynakube';
import { changesPods, configuresOtlp, injectionMode } from '../../../dynatrace/dynakube-state';
import { isIgnoredNamespace } from '../../../dynatrace/one-agent-injection';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { dynaKubesByNamespace, KnownDynaKube } from '../../objects/dynakubes';
import { labelSelectorFaults } from '../../shared/label-selector-faults';

type Match = 'yes' | 'no' | 'invalid';

export const sharedNamespace: MeshRule<MeshModel> = {
  name: 'dynakube/shared-namespace',
  severity: Severity.ERROR,
  upstream: 'operator',
  * check(model) {
    const namespaces = [...model.namespaceLabels].sort(([a], [b]) => a < b ? -1 : 1);
    for (const group of dynaKubesByNamespace(model).values()) {
      const changing = group.filter(({ spec }) => changesPods(spec)).sort((a, b) => a.name < b.name ? -1 : 1);
      if (changing.length > 1) { yield* clashesIn(namespaces, changing); }
    }
  },
};

/** The operator stops at the first namespace that two DynaKubes select, or for which it can't read a selector. */
function* clashesIn(namespaces: readonly (readonly [string, Labels])[], changing: readonly KnownDynaKube[]): Iterable<Violation> {
  for (const [name, labels] of namespaces) {
    const matches = changing.map(dynakube => selectsNamespace(dynakube, name, labels));
    if (!matches.includes('invalid') && countOf(matches) < 2) { continue; }
    yield* clashes(changing, name, matches);
    return;
  }
}

function* clashes(changing: readonly KnownDynaKube[], namespace: string, matches: readonly Match[]): Iterable<Violation> {
  for (const [own, dynakube] of changing.entries()) {
    if (matches[own] === 'invalid') { continue; }
    // The checked DynaKube comes last. The operator ignores the DynaKubes after a selector that it can't read.
    const others = matches.filter((_, index) => index !== own);
    const invalid = others.indexOf('invalid');
    if (countOf(invalid < 0 ? [...others, matches[own]] : others.slice(0, invalid)) < 2) { continue; }
    const other = changing[matches.findIndex((match, index) => match === 'yes' && index !== own)];
    const message = `'spec' changes pods, and the webhook rejects that while two DynaKubes change the same namespace, this one or others: DynaKube ${quote(other.name)} already changes pods of namespace ${quote(namespace)}; `
      + "give each DynaKube a 'namespaceSelector' that excludes the namespaces of the others";
    yield { object: dynakube.index, message, related: other.index };
  }
}

/** Whether any selector of a DynaKube selects a namespace. */
function selectsNamespace({ spec, namespace, annotations }: ConvertedDynaKube, name: string, labels: Labels): Match {
  if (isIgnoredNamespace(name, annotations, namespace)) { return 'no'; }
  const mode = injectionMode(spec);
  const selectors = [
    ...mode ? [mode.options.namespaceSelector] : [],
    ...spec.metadataEnrichment?.enabled === true ? [spec.metadataEnrichment.namespaceSelector] : [],
    ...configuresOtlp(spec) ? [spec.otlpExporterConfiguration?.namespaceSelector] : [],
  ];
  if (selectors.some(isUnreadable)) { return 'invalid'; }
  return selectors.some(selector => meetsLabelSelector(selector ?? {}, labels)) ? 'yes' : 'no';
}

function isUnreadable(selector: LabelSelectorSpec | undefined): boolean {
  return [...labelSelectorFaults(selector)].length > 0;
}

function countOf(matches: readonly Match[]): number {
  return matches.filter(match => match === 'yes').length;
}
