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
        yield `'${path}' should set at most ${RECOMMENDED} attributes, got ${quote(count)}${together}; remove some, because each of them makes every record larger and more expensive`;
      }
    }
  }),
};
