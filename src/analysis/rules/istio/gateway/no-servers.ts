import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY, serversOf } from '../../objects/gateway-spec';

export const noServers: ObjectRule = {
  name: 'gateway/no-servers',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object).length > 0 ? [] : ["'spec.servers' must have at least one server; add one"],
};
