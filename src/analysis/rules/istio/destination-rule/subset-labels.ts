import { labelsOf } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { DESTINATION_RULE, subsetsOf } from '../../objects/destination-rule-spec';
import { labelFaults } from '../../shared/istio-labels';

export const subsetLabels: ObjectRule = {
  name: 'destination-rule/subset-labels',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => subsetsOf(object).flatMap(({ path, value: subset }) => labelFaults(labelsOf(subset.labels))
    .map(({ key, value, text }) => `'${path}.labels' ${text}, got ${quote(`${key}: ${value}`)}`)),
};
