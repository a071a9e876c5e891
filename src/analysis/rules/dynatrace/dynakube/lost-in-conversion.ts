import { DYNAKUBE } from './dynakube-rule';
import { versionOf } from '../../../base/group-kind';
import { lostInConversion } from '../../../dynatrace/dynakube';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const lostFields: ObjectRule = {
  name: 'dynakube/lost-in-conversion',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: DYNAKUBE,
  * check(object) {
    if (versionOf(object) !== 'v1beta5') { return; }
    for (const { path, fate } of lostInConversion(object)) {
      yield `'${path}' is not kept in dynatrace.com/v1beta5: its conversion ${fate} without a word; write dynatrace.com/v1beta6`;
    }
  },
};
