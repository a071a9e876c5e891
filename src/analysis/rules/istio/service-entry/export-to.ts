import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { exportToFaults } from '../../../syntax/export-to';

export const exportTo: ObjectRule = {
  name: 'service-entry/export-to',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  check: object => exportToFaults(specOf(object).exportTo ?? [], object.metadata?.namespace ?? '', true),
};
