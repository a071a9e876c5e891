import { unusedMatches } from './unused-matches';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const unusedMatch: ObjectRule = {
  name: 'virtual-service/unused-match',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: VIRTUAL_SERVICE,
  check: object => [...unusedMatches(object).routes, ...unusedMatches(object).matches],
};
