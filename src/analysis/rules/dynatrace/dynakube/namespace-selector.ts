import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { injectionMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { labelSelectorFaults } from '../../shared/label-selector-faults';

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
