import { portPath, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../finding';
import { isKnownProtocol, knownProtocols } from '../../../protocols';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const protocol: ObjectRule = {
  name: 'service-entry/protocol',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, { protocol: name = '' }] of (specOf(object).ports ?? []).entries()) {
      if (!isKnownProtocol(name)) { yield `'${portPath(index, 'protocol')}' must be one of ${knownProtocols().join(', ')}, got ${quote(name)}`; }
    }
  },
};
