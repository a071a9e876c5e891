import { localityFaults } from './locality-settings';
import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, warnedPolicies } from '../../objects/destination-rule-spec';
import { fieldSites } from '../../shared/site';

export const failoverWithoutOutlierDetection: ObjectRule = {
  name: 'destination-rule/failover-without-outlier-detection',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: DESTINATION_RULE,
  check: object => warnedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer')
    .flatMap(balancer => localityFaults(balancer, isRecord(policy.value.outlierDetection)).warnings)),
};
