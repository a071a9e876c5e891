import { specOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { exportToFaults } from '../../../export-to';
import { Severity } from '../../../finding';
import { textsOf } from '../../../json';
import type { ObjectRule } from '../../../rule';

export const exportTo: ObjectRule = {
  name: 'virtual-service/export-to',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => exportToFaults(textsOf(specOf(object).exportTo), object.metadata?.namespace ?? '', false),
};
