import { unusedMatches } from './unused-matches';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const ineffectiveMatch: ObjectRule = {
  name: 'virtual-service/ineffective-match',
  severity: Severity.INFO,
  upstream: 'IST0131',
  kinds: VIRTUAL_SERVICE,
  check: object => unusedMatches(object).matches,
};
