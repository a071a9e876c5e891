import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { featureFlags, FEATURE_FLAG_PREFIX } from '../../../dynatrace-feature-flags';
import { operatorVersionOf } from '../../../dynatrace-operator-version';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const unknownFlag: ObjectRule = {
  name: 'dynakube/unknown-flag',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ annotations }, settings) {
    const known = featureFlags(operatorVersionOf(settings));
    for (const key of Object.keys(annotations).sort()) {
      if (key.startsWith(FEATURE_FLAG_PREFIX) && !known.includes(key.slice(FEATURE_FLAG_PREFIX.length))) {
        yield `'metadata.annotations' has a feature flag that the operator does not know, got ${quote(key)}; correct its name, or leave it out`;
      }
    }
  }),
};
