import { isRecord, JsonObject, listOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, isContradictory, portPolicies, trafficPolicies } from '../../objects/destination-rule-spec';

const PORT_SETTINGS = ['connectionPool', 'loadBalancer', 'outlierDetection', 'tls'];
const SETTINGS = [...PORT_SETTINGS, 'tunnel', 'proxyProtocol', 'retryBudget'];

export const emptyPolicy: ObjectRule = {
  name: 'destination-rule/empty-policy',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const policy of trafficPolicies(object)) {
      if (!has(policy.value, SETTINGS) && listOf(policy.value.portLevelSettings).length === 0) { yield `'${policy.path}' must have a setting; add one, or remove the policy`; }
      if (isContradictory(policy.value)) { continue; }
      for (const { path, value } of portPolicies(policy)) {
        if (!has(value, PORT_SETTINGS)) { yield `'${path}' must have a setting besides the port: ${PORT_SETTINGS.map(field => `'${field}'`).join(', ')}; add one, or remove the policy`; }
      }
    }
  },
};

function has(policy: JsonObject, fields: readonly string[]): boolean {
  return fields.some(field => isRecord(policy[field]));
}
