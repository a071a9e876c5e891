import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { injectionMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const enrichmentOff: ObjectRule = {
  name: 'dynakube/enrichment-off',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (spec.metadataEnrichment?.enabled === false && injectionMode(spec)) {
      yield `'spec.metadataEnrichment.enabled' is ignored with 'spec.oneAgent.${injectionMode(spec)?.mode}', which always adds metadata, got "false"; remove it`;
    }
  }),
};
