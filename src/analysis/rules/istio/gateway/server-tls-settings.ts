import { GATEWAY, serversOf, tlsOf } from './gateway-spec';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';
import { serverTlsWarnings } from '../../../server-tls';

export const serverTlsSettings: ObjectRule = {
  name: 'gateway/server-tls-settings',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: GATEWAY,
  check: object => serversOf(object).flatMap(tlsOf).flatMap(({ path, value }) => [...serverTlsWarnings(value, path)]),
};
