import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const udpPort: ObjectRule = {
  name: 'service-entry/udp-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, protocol } of portsOf(specOf(object))) {
      if (protocolFamily(protocol) === ProtocolFamily.UDP) {
        yield `'${path}.protocol' has no effect, because sidecars do not handle UDP, got ${quote(protocol)}; remove the port`;
      }
    }
  },
};
