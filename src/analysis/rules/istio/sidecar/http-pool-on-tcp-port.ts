import { SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const httpPoolOnTcpPort: ObjectRule = {
  name: 'sidecar/http-pool-on-tcp-port',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { port, connectionPool }] of (specOf(object).ingress ?? []).entries()) {
      if (connectionPool?.http !== undefined && protocolFamily(port.protocol) !== ProtocolFamily.HTTP) {
        yield `'spec.ingress[${index}].connectionPool.http' has no effect unless the port's protocol is HTTP, got ${quote(port.protocol ?? '')}; set 'tcp' instead, or correct the protocol`;
      }
    }
  },
};
