import { DESTINATION_RULE, subsetsOf } from './destination-rule-spec';
import { Severity } from '../../../finding';
import { labelFaults } from '../../../istio-labels';
import { labelsOf } from '../../../labels';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const subsetLabels: ObjectRule = {
  name: 'destination-rule/subset-labels',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => subsetsOf(object).flatMap(({ path, value: subset }) => labelFaults(labelsOf(subset.labels))
    .map(({ key, value, text }) => `'${path}.labels' ${text}, got ${quote(`${key}: ${value}`)}`)),
};
