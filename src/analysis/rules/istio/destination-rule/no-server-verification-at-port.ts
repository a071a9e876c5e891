import { unverifiedServers } from './unverified-servers';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, portPolicies, specOf } from '../../objects/destination-rule-spec';
import { fieldSites } from '../../shared/site';

export const noServerVerificationAtPort: ObjectRule = {
  name: 'destination-rule/no-server-verification-at-port',
  severity: Severity.WARNING,
  upstream: 'IST0129',
  kinds: DESTINATION_RULE,
  check: object => unverifiedServers(object, fieldSites({ path: 'spec', value: specOf(object) }, 'trafficPolicy').flatMap(portPolicies)),
};
