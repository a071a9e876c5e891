import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const noHosts: ObjectRule = {
  name: 'sidecar/no-hosts',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { hosts }] of (specOf(object).egress ?? []).entries()) {
      if (hosts.length === 0) { yield `'spec.egress[${index}].hosts' must have at least one host; to import nothing, write "~/*"`; }
    }
  },
};
