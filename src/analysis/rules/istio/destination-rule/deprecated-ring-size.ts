import { warnedLoadBalancers } from './load-balancers';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE } from '../../objects/destination-rule-spec';
import { fieldSites } from '../../shared/site';

export const deprecatedRingSize: ObjectRule = {
  name: 'destination-rule/deprecated-ring-size',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: DESTINATION_RULE,
  check: object => warnedLoadBalancers(object).flatMap(balancer => fieldSites(balancer, 'consistentHash'))
    .filter(({ value }) => typeof value.minimumRingSize === 'number' && value.minimumRingSize !== 0)
    .map(({ path }) => `'${path}.minimumRingSize' is deprecated; use 'ringHash.minimumRingSize'`),
};
