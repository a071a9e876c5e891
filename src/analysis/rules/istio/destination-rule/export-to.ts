import { textsOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { exportToFaults } from '../../../syntax/export-to';
import { DESTINATION_RULE, specOf } from '../../objects/destination-rule-spec';

export const exportTo: ObjectRule = {
  name: 'destination-rule/export-to',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => exportToFaults(textsOf(specOf(object).exportTo), object.metadata?.namespace ?? '', false),
};
