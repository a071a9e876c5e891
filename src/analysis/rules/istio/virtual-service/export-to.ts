import { specOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { exportToFaults } from '../../../syntax/export-to';

export const exportTo: ObjectRule = {
  name: 'virtual-service/export-to',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => exportToFaults(textsOf(specOf(object).exportTo), object.metadata?.namespace ?? '', false),
};
