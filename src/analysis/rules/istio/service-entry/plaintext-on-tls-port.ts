import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily, TLS_PORTS } from '../../../syntax/protocols';

export const plaintextOnTlsPort: ObjectRule = {
  name: 'service-entry/plaintext-on-tls-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, number, protocol } of portsOf(specOf(object))) {
      if (!TLS_PORTS.has(number) || protocolFamily(protocol) !== ProtocolFamily.HTTP) { continue; }
      yield `'${path}.protocol' means plain text, got ${quote(protocol)} on port ${number}; use TLS or HTTPS if the application itself starts TLS, as with gRPC or HTTP over TLS`;
    }
  },
};
