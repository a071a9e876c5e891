import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, checkedPolicies } from '../../objects/destination-rule-spec';
import { connectionPoolFaults } from '../../shared/connection-pool';

export const connectionPool: ObjectRule = {
  name: 'destination-rule/connection-pool',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => checkedPolicies(object).flatMap(({ path, value }) => [...connectionPoolFaults(value.connectionPool, `${path}.connectionPool`)]),
};
