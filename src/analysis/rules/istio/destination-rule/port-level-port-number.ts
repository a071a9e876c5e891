import { DESTINATION_RULE, portPolicies, trafficPolicies } from './destination-rule-spec';
import { Severity } from '../../../finding';
import { isRecord, recordOf } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';
import { isPort } from '../virtual-service/port-numbers';

export const portLevelPortNumber: ObjectRule = {
  name: 'destination-rule/port-level-port-number',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: DESTINATION_RULE,
  check: object => trafficPolicies(object).flatMap(portPolicies)
    .filter(({ value }) => isRecord(value.port) && !isPort(recordOf(value.port).number))
    .map(({ path, value }) => `'${path}.port.number' must be a port, 1 to 65535, got ${quote(recordOf(value.port).number ?? 'nothing')}; no service has another`),
};
