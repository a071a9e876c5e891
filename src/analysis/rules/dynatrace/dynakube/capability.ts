import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote, quoteAll } from '../../../base/quote';
import { hasActiveGate } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const CAPABILITIES: readonly string[] = ['routing', 'kubernetes-monitoring', 'metrics-ingest', 'dynatrace-api', 'debugging'];

export const capability: ObjectRule = {
  name: 'dynakube/capability',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (!hasActiveGate(spec)) { return; }
    for (const [index, name] of (spec.activeGate?.capabilities ?? []).entries()) {
      if (!CAPABILITIES.includes(name)) {
        yield `'spec.activeGate.capabilities[${index}]' must be one of ${quoteAll(CAPABILITIES)}, got ${quote(name)}`;
      }
    }
  }),
};
