import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { UNIX_SCHEME } from '../../../syntax/unix-address';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';
import { isPort } from '../../shared/port-numbers';

export const portNumber: ObjectRule = {
  name: 'gateway/port-number',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  * check(object) {
    for (const server of serversOf(object)) {
      const { number = 0 } = portOf(server);
      const bindsToSocket = (textOf(server.value.bind) ?? '').startsWith(UNIX_SCHEME);
      if (bindsToSocket && number !== 0) {
        yield `'${server.path}.port.number' must be 0 if 'bind' is a Unix socket, got ${quote(number)}`;
      } else if (!bindsToSocket && !isPort(number)) {
        yield `'${server.path}.port.number' must be a port from 1 to 65535, got ${quote(number)}`;
      }
    }
  },
};
