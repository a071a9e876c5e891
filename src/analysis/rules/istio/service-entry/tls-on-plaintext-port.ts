import { portPath, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../finding';
import { ProtocolFamily, protocolFamily } from '../../../protocols';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

const PLAINTEXT_PORTS = new Set([80, 8080]);

export const tlsOnPlaintextPort: ObjectRule = {
  name: 'service-entry/tls-on-plaintext-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const [index, { number, protocol = '' }] of (specOf(object).ports ?? []).entries()) {
      if (!PLAINTEXT_PORTS.has(number) || protocolFamily(protocol) !== ProtocolFamily.TLS) { continue; }
      yield `'${portPath(index, 'protocol')}' finds the host in the server name of TLS, which plain text lacks, got ${quote(protocol)} on port ${number}; use HTTP unless the application starts TLS there`;
    }
  },
};
