import { DESTINATION_RULE, subsetsOf } from './destination-rule-spec';
import { Severity } from '../../../finding';
import { isDnsLabel } from '../../../hosts';
import { textOf } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const subsetName: ObjectRule = {
  name: 'destination-rule/subset-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => subsetsOf(object).filter(({ value }) => !isDnsLabel(textOf(value.name) ?? ''))
    .map(({ path, value }) => `'${path}.name' must be a DNS label: letters, digits and "-", 63 characters at most, got ${quote(value.name)}`),
};
