import { hostsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isPartialWildcard } from '../../../syntax/hosts';

export const partialWildcard: ObjectRule = {
  name: 'service-entry/partial-wildcard',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) === 'DYNAMIC_DNS') { return; }
    for (const { path, host } of hostsOf(spec)) {
      // istiod's check for the warning is wider than its check of hosts: any star counts.
      if (isPartialWildcard(host) || (host.includes('*') && !host.startsWith('*'))) {
        yield `'${path}' must not have a wildcard for a part of a label, got ${quote(host)}; use a wildcard for whole labels, such as "*.example.com"`;
      }
    }
  },
};
