import { GATEWAY, portOf, serversOf } from './gateway-spec';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const targetPort: ObjectRule = {
  name: 'gateway/target-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object).filter(server => Number(portOf(server).targetPort ?? 0) > 0)
    .map(server => `'${server.path}.port.targetPort' has no meaning in a Gateway, got ${quote(portOf(server).targetPort)}; remove it`),
};
