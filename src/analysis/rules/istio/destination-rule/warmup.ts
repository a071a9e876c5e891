import { loadBalancers } from './load-balancers';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE } from '../../objects/destination-rule-spec';
import { durationFaults } from '../../shared/connection-pool';
import { fieldSites } from '../../shared/site';

export const warmup: ObjectRule = {
  name: 'destination-rule/warmup',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const { path, value: { duration, aggression } } of loadBalancers(object).flatMap(balancer => fieldSites(balancer, 'warmup'))) {
      yield* durationFaults(duration, `${path}.duration`);
      if (typeof aggression === 'number' && aggression <= 0) { yield `'${path}.aggression' must be more than 0, got ${quote(aggression)}`; }
    }
  },
};
