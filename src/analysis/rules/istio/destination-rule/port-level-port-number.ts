import { isRecord, recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, portPolicies, trafficPolicies } from '../../objects/destination-rule-spec';
import { isPort } from '../../shared/port-numbers';

export const portLevelPortNumber: ObjectRule = {
  name: 'destination-rule/port-level-port-number',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: DESTINATION_RULE,
  check: object => trafficPolicies(object).flatMap(portPolicies)
    .filter(({ value }) => isRecord(value.port) && !isPort(recordOf(value.port).number))
    .map(({ path, value }) => `'${path}.port.number' must be a port from 1 to 65535, got ${quote(recordOf(value.port).number ?? 'nothing')}; set a port of the service`),
};
