import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import type { LabelSelectorSpec } from '../../../base/label-selector';
import { configuresOtlp, injectionMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const enrichmentSelector: ObjectRule = {
  name: 'dynakube/enrichment-selector',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options } = injectionMode(spec) ?? {};
    if (!selectsSome(options?.namespaceSelector)) { return; }
    const { metadataEnrichment, otlpExporterConfiguration } = spec;
    const unlimited = [
      ...metadataEnrichment?.enabled === true && metadataEnrichment.namespaceSelector === undefined ? ['metadataEnrichment'] : [],
      ...configuresOtlp(spec) && otlpExporterConfiguration?.namespaceSelector === undefined ? ['otlpExporterConfiguration'] : [],
    ];
    for (const section of unlimited) {
      yield `'spec.${section}' has no namespaceSelector and changes the pods of all namespaces, because the selector in 'spec.oneAgent.${mode}' limits code modules only; `
        + `set 'spec.${section}.namespaceSelector' to the same selector, or to {} for all namespaces`;
    }
  }),
};

/** Whether a selector leaves out any namespaces. */
function selectsSome(selector: LabelSelectorSpec | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length > 0 || (selector?.matchExpressions ?? []).length > 0;
}
