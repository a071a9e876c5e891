import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { attributeMapsOf, cleanedKey } from './resource-attributes';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const MAX_LENGTH = 63;

export const resourceAttributeKey: ObjectRule = {
  name: 'dynakube/resource-attribute-key',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path, own, all } of attributeMapsOf(spec)) {
      const first = new Map<string, string>();
      for (const key of Object.keys(all).sort()) {
        const fault = lengthFault(key);
        if (fault !== undefined) {
          if (Object.hasOwn(own, key)) { yield `'${path}' ${fault}, got ${quote(key)}`; }
          continue;
        }
        const cleaned = cleanedKey(key);
        const same = first.get(cleaned);
        if (same === undefined) {
          first.set(cleaned, key);
        } else if ([same, key].some(each => Object.hasOwn(own, each))) {
          yield `'${path}' must have keys that differ in more than their special characters, got ${quote(same)} and ${quote(key)}, which both become ${quote(cleaned)}; rename one`;
        }
      }
    }
  }),
};

function lengthFault(key: string): string | undefined {
  const { length } = cleanedKey(key);
  if (length === 0) { return 'must have keys with a letter or digit'; }
  return length > MAX_LENGTH ? `must have keys of ${MAX_LENGTH} characters at most` : undefined;
}
