import { DESTINATION_RULE, judgedPolicies } from './destination-rule-spec';
import { connectionPoolFaults } from '../../../connection-pool';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';

export const connectionPool: ObjectRule = {
  name: 'destination-rule/connection-pool',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => judgedPolicies(object).flatMap(({ path, value }) => [...connectionPoolFaults(value.connectionPool, `${path}.connectionPool`)]),
};
