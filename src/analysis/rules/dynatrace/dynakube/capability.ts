import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { hasActiveGate } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { quote, quoteAll } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
