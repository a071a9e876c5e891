import { hostsOf, isDnsResolved, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isFqdn, isWildcardDomain } from '../../../syntax/hosts';

export const dnsWildcard: ObjectRule = {
  name: 'service-entry/dns-wildcard',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (!isDnsResolved(spec) || (spec.endpoints ?? []).length > 0) { return; }
    for (const { path, host } of hostsOf(spec)) {
      // Another rule reports hosts that are not names.
      if (isWildcardDomain(host) && !isFqdn(host)) {
        yield `'${path}' can't be resolved with ${resolutionOf(spec)}, got ${quote(host)}; list each host, add 'endpoints', `
          + 'or set \'resolution\' to NONE or DYNAMIC_DNS';
      }
    }
  },
};
