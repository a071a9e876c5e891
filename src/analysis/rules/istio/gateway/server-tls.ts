import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY, serversOf, tlsOf } from '../../objects/gateway-spec';
import { serverTlsFaults } from '../../shared/server-tls';

export const serverTls: ObjectRule = {
  name: 'gateway/server-tls',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  check: object => serversOf(object).flatMap(tlsOf).flatMap(({ path, value }) => [...serverTlsFaults(value, path)]),
};
