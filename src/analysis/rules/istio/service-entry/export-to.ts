import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { exportToFaults } from '../../../export-to';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';

export const exportTo: ObjectRule = {
  name: 'service-entry/export-to',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  check: object => exportToFaults(specOf(object).exportTo ?? [], object.metadata?.namespace ?? '', true),
};
