import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, isContradictory, portPolicies, trafficPolicies } from '../../objects/destination-rule-spec';

export const portLevelWithoutPort: ObjectRule = {
  name: 'destination-rule/port-level-without-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => trafficPolicies(object).filter(policy => !isContradictory(policy.value)).flatMap(portPolicies)
    .filter(({ value }) => !isRecord(value.port))
    .map(({ path }) => `'${path}.port' is required; set its 'number'`),
};
