import { GATEWAY, portOf, serversOf, tlsOf } from './gateway-spec';
import { Severity } from '../../../finding';
import { textOf } from '../../../json';
import { ProtocolFamily, protocolFamily } from '../../../protocols';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const tlsRequired: ObjectRule = {
  name: 'gateway/tls-required',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object)
    .filter(server => protocolFamily(textOf(portOf(server).protocol)) === ProtocolFamily.TLS && tlsOf(server).length === 0)
    .map(server => `'${server.path}.tls' is required for the protocol ${quote(portOf(server).protocol)}, give its 'mode'`),
};
