import { hostsOf, SERVICE_ENTRY, specOf, usesHostNames } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const trailingDot: ObjectRule = {
  name: 'service-entry/trailing-dot',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (!usesHostNames(spec)) { return; }
    for (const { path, host } of hostsOf(spec)) {
      if (host.length > 1 && host.endsWith('.')) {
        yield `'${path}' must not end in a dot, because server names and Host headers don't, got ${quote(host)}; write ${quote(host.slice(0, -1))}`;
      }
    }
  },
};
