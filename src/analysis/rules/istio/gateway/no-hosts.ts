import { textsOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY, serversOf } from '../../objects/gateway-spec';

export const noHosts: ObjectRule = {
  name: 'gateway/no-hosts',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object).filter(({ value }) => textsOf(value.hosts).length === 0).map(({ path }) => `'${path}.hosts' must have at least one host; use "*" for any host`),
};
