import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { deprecatedFeatureFlags, featureFlag, FEATURE_FLAG_PREFIX, featureFlags, unreadableFlagValues } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { operatorVersionOf } from '../../../settings/operator-version';

export const flagValue: ObjectRule = {
  name: 'dynakube/flag-value',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ annotations }, settings) {
    const deprecated = deprecatedFeatureFlags(operatorVersionOf(settings));
    for (const name of featureFlags(operatorVersionOf(settings)).filter(flag => !deprecated.includes(flag))) {
      const values = unreadableFlagValues(annotations, name);
      if (values !== undefined) {
        yield `'metadata.annotations' has the feature flag ${FEATURE_FLAG_PREFIX}${name}, which must be ${values}, got ${quote(featureFlag(annotations, name))}: `
          + 'the operator cannot read it and silently uses the default; correct the value';
      }
    }
  }),
};
