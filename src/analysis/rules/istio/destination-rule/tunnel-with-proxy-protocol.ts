import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, isContradictory, trafficPolicies } from '../../objects/destination-rule-spec';

export const tunnelWithProxyProtocol: ObjectRule = {
  name: 'destination-rule/tunnel-with-proxy-protocol',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => trafficPolicies(object).filter(({ value }) => isContradictory(value))
    .map(({ path }) => `'${path}' must not have both 'tunnel' and 'proxyProtocol'; keep one`),
};
