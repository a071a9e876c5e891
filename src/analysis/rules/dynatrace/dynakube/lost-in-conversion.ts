import { DYNAKUBE } from './dynakube-rule';
import { versionOf } from '../../../base/group-kind';
import { lostInConversion } from '../../../dynatrace/dynakube';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { operatorVersionOf } from '../../../settings/operator-version';

export const lostFields: ObjectRule = {
  name: 'dynakube/lost-in-conversion',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: DYNAKUBE,
  * check(object, settings) {
    if (versionOf(object) !== 'v1beta5') { return; }
    for (const { path, effect } of lostInConversion(object, operatorVersionOf(settings))) {
      yield `'${path}' is lost in dynatrace.com/v1beta5: the conversion silently ${effect}; write dynatrace.com/v1beta6`;
    }
  },
};
