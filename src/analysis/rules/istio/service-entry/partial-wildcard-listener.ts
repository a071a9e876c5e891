import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../finding';
import { isPartialWildcard } from '../../../hosts';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const partialWildcardListener: ObjectRule = {
  name: 'service-entry/partial-wildcard-listener',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, host] of specOf(object).hosts.entries()) {
      if (!isPartialWildcard(host)) { continue; }
      yield `'spec.hosts[${index}]' can take down every sidecar that sees it, got ${quote(host)}: Envoy refuses a listener whose server names hold a `
        + 'partial wildcard; let the wildcard stand for whole labels, such as "*.example.com"';
    }
  },
};
