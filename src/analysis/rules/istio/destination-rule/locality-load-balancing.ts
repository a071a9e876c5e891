import { DESTINATION_RULE, judgedPolicies } from './destination-rule-spec';
import { localityFaults } from './locality-settings';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import type { ObjectRule } from '../../../rule';
import { fieldSites } from '../virtual-service/site';

export const localityLoadBalancing: ObjectRule = {
  name: 'destination-rule/locality-load-balancing',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => judgedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer')
    .flatMap(balancer => localityFaults(balancer, isRecord(policy.value.outlierDetection)).errors)),
};
