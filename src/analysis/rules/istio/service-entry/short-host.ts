import { hostsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isFqdn } from '../../../syntax/hosts';

export const shortHost: ObjectRule = {
  name: 'service-entry/short-host',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, host } of hostsOf(specOf(object))) {
      if (isFqdn(host) && !host.slice(0, -1).includes('.')) {
        yield `'${path}' has no dot, so no Sidecar can import it by name, got ${quote(host)}; write the full name`;
      }
    }
  },
};
