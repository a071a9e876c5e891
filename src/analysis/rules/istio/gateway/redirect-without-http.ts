import { GATEWAY, portOf, serversOf, tlsOf } from './gateway-spec';
import { Severity } from '../../../finding';
import { textOf } from '../../../json';
import { ProtocolFamily, protocolFamily } from '../../../protocols';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const redirectWithoutHttp: ObjectRule = {
  name: 'gateway/redirect-without-http',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: GATEWAY,
  * check(object) {
    for (const server of serversOf(object)) {
      const { protocol } = portOf(server);
      if (protocolFamily(textOf(protocol)) === ProtocolFamily.HTTP) { continue; }
      for (const { path } of tlsOf(server).filter(({ value }) => value.httpsRedirect === true)) {
        yield `'${path}.httpsRedirect' is for plain text HTTP, got the protocol ${quote(protocol)}; put it on a server of its own`;
      }
    }
  },
};
