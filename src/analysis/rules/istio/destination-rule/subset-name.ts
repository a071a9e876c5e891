import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDnsLabel } from '../../../syntax/hosts';
import { DESTINATION_RULE, subsetsOf } from '../../objects/destination-rule-spec';

export const subsetName: ObjectRule = {
  name: 'destination-rule/subset-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => subsetsOf(object).filter(({ value }) => !isDnsLabel(textOf(value.name) ?? ''))
    .map(({ path, value }) => `'${path}.name' must be a DNS label: letters, digits and "-", 63 characters at most, got ${quote(value.name)}`),
};
