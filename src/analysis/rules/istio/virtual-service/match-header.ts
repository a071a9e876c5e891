import { isMatchableHeader } from './header-names';
import { httpRoutes, matchesOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const matchHeader: ObjectRule = {
  name: 'virtual-service/match-header',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value } of httpRoutes(object).flatMap(matchesOf)) {
      for (const field of ['headers', 'withoutHeaders']) {
        for (const name of Object.keys(recordOf(value[field])).filter(header => !isMatchableHeader(header))) {
          yield `'${path}.${field}' must have names of headers as keys, got ${quote(name)}`;
        }
      }
    }
  },
};
