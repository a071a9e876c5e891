import { SIDECAR, specOf } from './sidecar-spec';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseEgressHost } from '../../../syntax/egress-host-syntax';

export const onlyExclusions: ObjectRule = {
  name: 'sidecar/only-exclusions',
  severity: Severity.WARNING,
  upstream: 'ours',
  since: '1.31',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { hosts }] of (specOf(object).egress ?? []).entries()) {
      const parts = hosts.flatMap(host => parseEgressHost(host) ?? []);
      // "~/*" alone is the usual way to import nothing.
      if (parts.some(({ exclusion }) => exclusion) && parts.every(({ exclusion, namespace }) => exclusion || namespace === '~')) {
        yield `'spec.egress[${index}].hosts' has only exclusions, so nothing is imported, got ${quoteAll(hosts)}; add hosts to import, such as "*/*"`;
      }
    }
  },
};
