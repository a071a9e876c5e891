import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { FEATURE_FLAG_PREFIX, OLD_FEATURE_FLAG_PREFIX } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const oldFlagPrefix: ObjectRule = {
  name: 'dynakube/old-flag-prefix',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ annotations }) {
    for (const key of Object.keys(annotations).filter(each => each.startsWith(OLD_FEATURE_FLAG_PREFIX)).sort()) {
      yield `'metadata.annotations' has a feature flag with a prefix that the operator no longer reads, got ${quote(key)}; `
        + `write ${FEATURE_FLAG_PREFIX}${key.slice(OLD_FEATURE_FLAG_PREFIX.length)} if the operator still has this flag, or remove it`;
    }
  }),
};
