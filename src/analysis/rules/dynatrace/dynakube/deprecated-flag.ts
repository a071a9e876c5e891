import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { deprecatedFeatureFlags, featureFlag, FEATURE_FLAG_PREFIX } from '../../../dynatrace-feature-flags';
import { operatorVersionOf } from '../../../dynatrace-operator-version';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const deprecatedFlag: ObjectRule = {
  name: 'dynakube/deprecated-flag',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ annotations }, settings) {
    for (const name of deprecatedFeatureFlags(operatorVersionOf(settings)).filter(flag => featureFlag(annotations, flag) !== undefined)) {
      yield `'metadata.annotations' has a deprecated feature flag, got ${quote(FEATURE_FLAG_PREFIX + name)}; leave it out`;
    }
  }),
};
