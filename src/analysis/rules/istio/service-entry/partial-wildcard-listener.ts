import { hostsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isPartialWildcard } from '../../../syntax/hosts';

export const partialWildcardListener: ObjectRule = {
  name: 'service-entry/partial-wildcard-listener',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, host } of hostsOf(specOf(object))) {
      if (!isPartialWildcard(host)) { continue; }
      yield `'${path}' can stop the updates of every sidecar that sees it, got ${quote(host)}: Envoy rejects a listener whose server names have a `
        + 'partial wildcard; use a wildcard for whole labels, such as "*.example.com"';
    }
  },
};
