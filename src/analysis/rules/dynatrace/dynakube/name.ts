import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { utf8Length } from '../../../base/bytes';
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
    if (utf8Length(name) > maxLength) {
      yield `'metadata.name' must have at most ${maxLength} characters with the features of this DynaKube, got ${quote(name)}; choose a shorter name, it is part of the names of Pods and Services`;
    } else if (name !== '' && !isDns1035Label(name)) {
      yield `'metadata.name' must consist of lower-case letters, digits and dashes, and begin with a letter, got ${quote(name)}`;
    }
  }),
};
