import { isRecord, JsonObject, listOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, excludesItself, portPolicies, trafficPolicies } from '../../objects/destination-rule-spec';

const PORT_SETTINGS = ['connectionPool', 'loadBalancer', 'outlierDetection', 'tls'];
const SETTINGS = [...PORT_SETTINGS, 'tunnel', 'proxyProtocol', 'retryBudget'];

export const emptyPolicy: ObjectRule = {
  name: 'destination-rule/empty-policy',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const policy of trafficPolicies(object)) {
      if (!has(policy.value, SETTINGS) && listOf(policy.value.portLevelSettings).length === 0) { yield `'${policy.path}' must have a setting, give one or remove it`; }
      if (excludesItself(policy.value)) { continue; }
      for (const { path, value } of portPolicies(policy)) {
        if (!has(value, PORT_SETTINGS)) { yield `'${path}' must have a setting beside the port: ${PORT_SETTINGS.map(field => `'${field}'`).join(', ')}; give one or remove it`; }
      }
    }
  },
};

function has(policy: JsonObject, fields: readonly string[]): boolean {
  return fields.some(field => isRecord(policy[field]));
}
