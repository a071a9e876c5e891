import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { PLAINTEXT_PORTS, ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const tlsOnPlaintextPort: ObjectRule = {
  name: 'service-entry/tls-on-plaintext-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, number, protocol } of portsOf(specOf(object))) {
      if (!PLAINTEXT_PORTS.has(number) || protocolFamily(protocol) !== ProtocolFamily.TLS) { continue; }
      yield `'${path}.protocol' matches the TLS server name, which plain text does not have, got ${quote(protocol)} on port ${number}; use HTTP unless the application starts TLS there`;
    }
  },
};
