import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import { GATEWAY, portOf, serversOf, tlsOf } from '../../objects/gateway-spec';

export const tlsRequired: ObjectRule = {
  name: 'gateway/tls-required',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object)
    .filter(server => protocolFamily(textOf(portOf(server).protocol)) === ProtocolFamily.TLS && tlsOf(server).length === 0)
    .map(server => `'${server.path}.tls' is required for the protocol ${quote(portOf(server).protocol)}; set its 'mode'`),
};
