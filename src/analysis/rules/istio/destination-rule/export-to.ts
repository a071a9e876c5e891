import { DESTINATION_RULE, specOf } from './destination-rule-spec';
import { exportToFaults } from '../../../export-to';
import { Severity } from '../../../finding';
import { textsOf } from '../../../json';
import type { ObjectRule } from '../../../rule';

export const exportTo: ObjectRule = {
  name: 'destination-rule/export-to',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: DESTINATION_RULE,
  check: object => exportToFaults(textsOf(specOf(object).exportTo), object.metadata?.namespace ?? '', false),
};
