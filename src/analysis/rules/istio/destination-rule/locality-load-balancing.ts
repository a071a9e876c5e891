import { localityFaults } from './locality-settings';
import { isRecord } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, checkedPolicies } from '../../objects/destination-rule-spec';
import { fieldSites } from '../../shared/site';

export const localityLoadBalancing: ObjectRule = {
  name: 'destination-rule/locality-load-balancing',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => checkedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer')
    .flatMap(balancer => localityFaults(balancer, isRecord(policy.value.outlierDetection)).errors)),
};
