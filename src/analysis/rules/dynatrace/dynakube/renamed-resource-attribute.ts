import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { attributeMapsOf, cleanedKey } from './resource-attributes';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const renamedResourceAttribute: ObjectRule = {
  name: 'dynakube/renamed-resource-attribute',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path, own } of attributeMapsOf(spec)) {
      for (const key of Object.keys(own).sort()) {
        const cleaned = cleanedKey(key);
        if (cleaned !== key && cleaned !== '' && cleaned.length <= 63) { yield `'${path}' has a key that the operator renames to ${quote(cleaned)}, got ${quote(key)}; write the new name`; }
      }
    }
  }),
};
