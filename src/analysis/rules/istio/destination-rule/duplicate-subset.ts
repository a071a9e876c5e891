import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, subsetsOf } from '../../objects/destination-rule-spec';

export const duplicateSubset: ObjectRule = {
  name: 'destination-rule/duplicate-subset',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => duplicatesOf(subsetsOf(object).map(({ value }) => value.name))
    .map(name => `'spec.subsets' must not have two subsets with the same name, got ${quote(name)} twice; rename one`),
};
