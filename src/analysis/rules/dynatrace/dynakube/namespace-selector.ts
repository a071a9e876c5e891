import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { injectionMode } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { labelSelectorFaults } from '../../../label-selector-faults';
import type { ObjectRule } from '../../../rule';

export const namespaceSelector: ObjectRule = {
  name: 'dynakube/namespace-selector',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options } = injectionMode(spec) ?? {};
    for (const fault of labelSelectorFaults(options?.namespaceSelector)) { yield `'spec.oneAgent.${mode}.namespaceSelector${fault.path}' ${fault.text}`; }
  }),
};
