import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, checkedPolicies } from '../../objects/destination-rule-spec';
import { durationFaults } from '../../shared/connection-pool';
import { fieldSites } from '../../shared/site';

export const outlierDetection: ObjectRule = {
  name: 'destination-rule/outlier-detection',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  * check(object) {
    for (const { path, value } of checkedPolicies(object).flatMap(policy => fieldSites(policy, 'outlierDetection'))) {
      for (const field of ['baseEjectionTime', 'interval']) { yield* durationFaults(value[field], `${path}.${field}`); }
      for (const field of ['maxEjectionPercent', 'minHealthPercent']) {
        const percent = value[field];
        if (typeof percent === 'number' && (percent < 0 || percent > 100)) { yield `'${path}.${field}' must be from 0 to 100, got ${quote(percent)}`; }
      }
      const failures = value.consecutiveLocalOriginFailures;
      if (value.splitExternalLocalOriginErrors !== true && typeof failures === 'number' && failures > 0) {
        yield `'${path}.consecutiveLocalOriginFailures' needs 'splitExternalLocalOriginErrors: true', got ${quote(failures)} without it`;
      }
    }
  },
};
