import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { attributeMapsOf } from './resource-attributes';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const RECOMMENDED = 10;

export const manyResourceAttributes: ObjectRule = {
  name: 'dynakube/many-resource-attributes',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path, own, all } of attributeMapsOf(spec)) {
      const count = Object.keys(all).length;
      const together = own === all ? '' : ' together with the global ones';
      if (count > RECOMMENDED) {
        yield `'${path}' should lead to ${RECOMMENDED} attributes at most, got ${quote(count)}${together}; each makes every record larger, and so dearer`;
      }
    }
  }),
};
