import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { RESERVED_PORTS } from '../../../model/proxy-ports';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const reservedPort: ObjectRule = {
  name: 'service-entry/reserved-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    for (const { path, number, protocol } of portsOf(specOf(object))) {
      if (!RESERVED_PORTS.has(number) || protocolFamily(protocol) !== ProtocolFamily.HTTP) { continue; }
      yield `'${path}.number' is a port of the sidecar itself, where it does not forward requests, got ${quote(number)}; `
        + "let clients dial another port, and set this port as 'targetPort'";
    }
  },
};
