import { hostsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const dynamicDnsHost: ObjectRule = {
  name: 'service-entry/dynamic-dns-host',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'DYNAMIC_DNS') { return; }
    for (const { path, host } of hostsOf(spec)) {
      if (!host.startsWith('*')) { yield `'${path}' must be a wildcard with the resolution DYNAMIC_DNS, got ${quote(host)}; use DNS for a single host`; }
    }
  },
};
