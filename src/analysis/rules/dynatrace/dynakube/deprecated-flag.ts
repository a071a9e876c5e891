import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { deprecatedFeatureFlags, featureFlag, FEATURE_FLAG_PREFIX } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { operatorVersionOf } from '../../../settings/operator-version';

export const deprecatedFlag: ObjectRule = {
  name: 'dynakube/deprecated-flag',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ annotations }, settings) {
    for (const name of deprecatedFeatureFlags(operatorVersionOf(settings)).filter(flag => featureFlag(annotations, flag) !== undefined)) {
      yield `'metadata.annotations' has a deprecated feature flag, got ${quote(FEATURE_FLAG_PREFIX + name)}; remove it`;
    }
  }),
};
