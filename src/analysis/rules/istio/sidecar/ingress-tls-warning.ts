import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { serverTlsWarnings } from '../../shared/server-tls';

export const ingressTlsWarning: ObjectRule = {
  name: 'sidecar/ingress-tls-warning',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { tls }] of (specOf(object).ingress ?? []).entries()) { yield* serverTlsWarnings(tls, `spec.ingress[${index}].tls`); }
  },
};
