import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { maxDynaKubeNameLength } from '../../../dynatrace/dynakube-name';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDns1035Label } from '../../../syntax/dns1035';

export const dynaKubeName: ObjectRule = {
  name: 'dynakube/name',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ name, spec }) {
    const maxLength = maxDynaKubeNameLength(spec);
    if (Buffer.byteLength(name) > maxLength) {
      yield `'metadata.name' must be ${maxLength} characters at most with what this DynaKube turns on, got ${quote(name)}; names of Pods and Services are made from it`;
    } else if (name !== '' && !isDns1035Label(name)) {
      yield `'metadata.name' must be lower-case letters, digits and dashes and begin with a letter, got ${quote(name)}`;
    }
  }),
};
