import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { duplicatesOf } from '../../../duplicates';
import { Severity } from '../../../finding';
import { normalizeHost } from '../../../hosts';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const duplicateHost: ObjectRule = {
  name: 'service-entry/duplicate-host',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => duplicatesOf(specOf(object).hosts.map(normalizeHost)).map(host => `'spec.hosts' holds a host twice, got ${quote(host)}; remove one`),
};
