import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { injectionMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, operatorVersionOf } from '../../../settings/operator-version';
import { labelSelectorFaults } from '../../shared/label-selector-faults';

export const namespaceSelector: ObjectRule = {
  name: 'dynakube/namespace-selector',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }, settings) {
    const { mode, options } = injectionMode(spec) ?? {};
    const { metadataEnrichment, otlpExporterConfiguration } = spec;
    const selectors = [
      [`oneAgent.${mode}`, options?.namespaceSelector],
      ...isOperatorAtLeast(operatorVersionOf(settings), '1.11')
        ? [['metadataEnrichment', metadataEnrichment?.namespaceSelector], ['otlpExporterConfiguration', otlpExporterConfiguration?.namespaceSelector]] as const
        : [],
    ] as const;
    for (const [section, selector] of selectors) {
      for (const fault of labelSelectorFaults(selector)) { yield `'spec.${section}.namespaceSelector${fault.path}' ${fault.text}`; }
    }
  }),
};
