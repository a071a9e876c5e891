import { unusedMatches } from './unused-matches';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const unreachableRule: ObjectRule = {
  name: 'virtual-service/unreachable-rule',
  severity: Severity.WARNING,
  upstream: 'IST0130',
  kinds: VIRTUAL_SERVICE,
  check: object => unusedMatches(object).routes,
};
