import { unverifiedServers } from './unverified-servers';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, specOf } from '../../objects/destination-rule-spec';
import { fieldSites } from '../../shared/site';

export const noServerVerification: ObjectRule = {
  name: 'destination-rule/no-server-verification',
  severity: Severity.WARNING,
  upstream: 'IST0128',
  kinds: DESTINATION_RULE,
  check: object => unverifiedServers(object, fieldSites({ path: 'spec', value: specOf(object) }, 'trafficPolicy')),
};
