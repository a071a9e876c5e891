import { hostsOf, SERVICE_ENTRY, specOf, usesHostNames } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const upperCaseHost: ObjectRule = {
  name: 'service-entry/upper-case-host',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (!usesHostNames(spec)) { return; }
    for (const { path, host } of hostsOf(spec)) {
      if (/[A-Z]/.test(host)) {
        yield `'${path}' never matches, because Envoy compares lower-case names, got ${quote(host)}; write ${quote(host.toLowerCase())}`;
      }
    }
  },
};
