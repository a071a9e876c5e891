import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, warnedPolicies } from '../../objects/destination-rule-spec';
import { fieldSites } from '../../shared/site';

export const deprecatedConsecutiveErrors: ObjectRule = {
  name: 'destination-rule/deprecated-consecutive-errors',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: DESTINATION_RULE,
  check: object => warnedPolicies(object).flatMap(policy => fieldSites(policy, 'outlierDetection'))
    .filter(({ value }) => typeof value.consecutiveErrors === 'number' && value.consecutiveErrors !== 0)
    .map(({ path }) => `'${path}.consecutiveErrors' is deprecated; use 'consecutive5xxErrors' or 'consecutiveGatewayErrors'`),
};
