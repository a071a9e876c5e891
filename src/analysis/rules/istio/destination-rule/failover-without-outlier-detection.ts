import { DESTINATION_RULE, warnedPolicies } from './destination-rule-spec';
import { localityFaults } from './locality-settings';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import type { ObjectRule } from '../../../rule';
import { fieldSites } from '../virtual-service/site';

export const failoverWithoutOutlierDetection: ObjectRule = {
  name: 'destination-rule/failover-without-outlier-detection',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: DESTINATION_RULE,
  check: object => warnedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer')
    .flatMap(balancer => localityFaults(balancer, isRecord(policy.value.outlierDetection)).warnings)),
};
