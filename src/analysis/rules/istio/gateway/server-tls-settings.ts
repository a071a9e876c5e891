import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY, serversOf, tlsOf } from '../../objects/gateway-spec';
import { serverTlsWarnings } from '../../shared/server-tls';

export const serverTlsSettings: ObjectRule = {
  name: 'gateway/server-tls-settings',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: GATEWAY,
  check: object => serversOf(object).flatMap(tlsOf).flatMap(({ path, value }) => [...serverTlsWarnings(value, path)]),
};
