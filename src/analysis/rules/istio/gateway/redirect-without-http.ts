import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import { GATEWAY, portOf, serversOf, tlsOf } from '../../objects/gateway-spec';

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
        yield `'${path}.httpsRedirect' needs plain-text HTTP, got the protocol ${quote(protocol)}; move it to a server with the protocol HTTP`;
      }
    }
  },
};
