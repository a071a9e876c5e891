import { GATEWAY, serversOf } from './gateway-spec';
import { Severity } from '../../../finding';
import { textsOf } from '../../../json';
import type { ObjectRule } from '../../../rule';

export const noHosts: ObjectRule = {
  name: 'gateway/no-hosts',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object).filter(({ value }) => textsOf(value.hosts).length === 0).map(({ path }) => `'${path}.hosts' must name a host, "*" for any`),
};
