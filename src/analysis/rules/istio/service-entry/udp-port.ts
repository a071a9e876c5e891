import { portPath, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../finding';
import { ProtocolFamily, protocolFamily } from '../../../protocols';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const udpPort: ObjectRule = {
  name: 'service-entry/udp-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, { protocol = '' }] of (specOf(object).ports ?? []).entries()) {
      if (protocolFamily(protocol) === ProtocolFamily.UDP) {
        yield `'${portPath(index, 'protocol')}' has no effect, for sidecars leave UDP alone, got ${quote(protocol)}; remove the port`;
      }
    }
  },
};
