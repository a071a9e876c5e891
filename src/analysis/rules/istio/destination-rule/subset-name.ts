import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, subsetsOf } from '../../objects/destination-rule-spec';
import { dnsLabelFaults } from '../../shared/dns-label';

export const subsetName: ObjectRule = {
  name: 'destination-rule/subset-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => subsetsOf(object).flatMap(({ path, value }) => dnsLabelFaults(`${path}.name`, value.name)),
};
