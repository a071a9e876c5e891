import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const noPorts: ObjectRule = {
  name: 'service-entry/no-ports',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => (specOf(object).ports ?? []).length === 0 ? ["'spec.ports' is empty, so the entry allows nothing; add the ports that clients dial"] : [],
};
