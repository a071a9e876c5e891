import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';
import { serverTlsWarnings } from '../../../server-tls';

export const ingressTlsWarning: ObjectRule = {
  name: 'sidecar/ingress-tls-warning',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { tls }] of (specOf(object).ingress ?? []).entries()) { yield* serverTlsWarnings(tls, `spec.ingress[${index}].tls`); }
  },
};
