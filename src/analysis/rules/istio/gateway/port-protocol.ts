import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isKnownProtocol, knownProtocols } from '../../../syntax/protocols';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';

export const portProtocol: ObjectRule = {
  name: 'gateway/port-protocol',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  * check(object) {
    for (const server of serversOf(object)) {
      const protocol = textOf(portOf(server).protocol) ?? '';
      if (protocol === '' || !isKnownProtocol(protocol)) {
        yield `'${server.path}.port.protocol' must be one of ${knownProtocols().join(', ')}, got ${quote(protocol)}`;
      }
    }
  },
};
