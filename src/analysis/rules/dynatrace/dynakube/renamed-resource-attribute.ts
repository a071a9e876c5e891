import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { attributeMapsOf, cleanedKey } from './resource-attributes';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const renamedResourceAttribute: ObjectRule = {
  name: 'dynakube/renamed-resource-attribute',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path, own } of attributeMapsOf(spec)) {
      for (const key of Object.keys(own).sort()) {
        const cleaned = cleanedKey(key);
        if (cleaned !== key && cleaned !== '' && cleaned.length <= 63) { yield `'${path}' has a key that the operator renames to ${quote(cleaned)}, got ${quote(key)}; write it like that`; }
      }
    }
  }),
};
