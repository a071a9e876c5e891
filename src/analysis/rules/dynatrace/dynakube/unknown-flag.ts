import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { featureFlags, FEATURE_FLAG_PREFIX } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { operatorVersionOf } from '../../../settings/operator-version';

export const unknownFlag: ObjectRule = {
  name: 'dynakube/unknown-flag',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ annotations }, settings) {
    const known = featureFlags(operatorVersionOf(settings));
    for (const key of Object.keys(annotations).sort()) {
      if (key.startsWith(FEATURE_FLAG_PREFIX) && !known.includes(key.slice(FEATURE_FLAG_PREFIX.length))) {
        yield `'metadata.annotations' has a feature flag that the operator does not know, got ${quote(key)}; correct its name, or remove it`;
      }
    }
  }),
};
