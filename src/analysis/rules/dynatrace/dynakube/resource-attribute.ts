import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { attributeMapsOf } from './resource-attributes';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isLabelKey, isLabelValue } from '../../../syntax/label-syntax';

export const resourceAttribute: ObjectRule = {
  name: 'dynakube/resource-attribute',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path, own } of attributeMapsOf(spec)) {
      for (const [key, value] of Object.entries(own)) {
        if (!isLabelKey(key)) { yield `'${path}' must have keys such as "k8s.cluster.name" or "example.com/team", with at most 63 characters after the slash, got ${quote(key)}`; }
        if (!isLabelValue(value)) {
          yield `'${path}' must have values of letters, digits, "-", "_" and ".", 63 characters at most, got ${quote(value)} for ${quote(key)}`;
        }
      }
    }
  }),
};
