import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { normalizeHost } from '../../../syntax/hosts';

export const duplicateHost: ObjectRule = {
  name: 'service-entry/duplicate-host',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => duplicatesOf(specOf(object).hosts.map(normalizeHost)).map(host => `'spec.hosts' has a host twice, got ${quote(host)}; remove one`),
};
