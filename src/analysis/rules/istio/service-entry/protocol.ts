import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isKnownProtocol, knownProtocols } from '../../../syntax/protocols';

export const protocol: ObjectRule = {
  name: 'service-entry/protocol',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, protocol: name } of portsOf(specOf(object))) {
      if (!isKnownProtocol(name)) { yield `'${path}.protocol' must be one of ${knownProtocols().join(', ')}, got ${quote(name)}`; }
    }
  },
};
