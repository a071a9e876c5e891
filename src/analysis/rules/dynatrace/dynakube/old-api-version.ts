import { DYNAKUBE } from './dynakube-rule';
import { versionOf } from '../../../base/group-kind';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, OperatorVersion, operatorVersionOf } from '../../../settings/operator-version';

/** First operator that calls each version of the API deprecated. */
const DEPRECATED_SINCE: Readonly<Record<string, OperatorVersion>> = { v1beta4: '1.9', v1beta5: '1.10' };

export const oldApiVersion: ObjectRule = {
  name: 'dynakube/old-api-version',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  * check(object, settings) {
    const version = versionOf(object);
    const since = Object.hasOwn(DEPRECATED_SINCE, version) ? DEPRECATED_SINCE[version] : undefined;
    if (since !== undefined && isOperatorAtLeast(operatorVersionOf(settings), since)) {
      yield `'apiVersion' is deprecated since operator ${since}, got ${quote(object.apiVersion)}; rewrite the DynaKube for dynatrace.com/v1beta6`;
    }
  },
};
