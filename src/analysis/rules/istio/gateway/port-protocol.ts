import { GATEWAY, portOf, serversOf } from './gateway-spec';
import { Severity } from '../../../finding';
import { textOf } from '../../../json';
import { isKnownProtocol, knownProtocols } from '../../../protocols';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
