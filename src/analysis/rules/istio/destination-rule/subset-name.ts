import { DESTINATION_RULE, subsetsOf } from './destination-rule-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { dnsLabelFaults } from '../../shared/dns-label';

export const subsetName: ObjectRule = {
  name: 'destination-rule/subset-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => subsetsOf(object).flatMap(({ path, value }) => dnsLabelFaults(`${path}.name`, value.name)),
};
