import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';

export const targetPort: ObjectRule = {
  name: 'gateway/target-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object).filter(server => Number(portOf(server).targetPort ?? 0) > 0)
    .map(server => `'${server.path}.port.targetPort' must not be set in a Gateway, got ${quote(portOf(server).targetPort)}; remove it`),
};
