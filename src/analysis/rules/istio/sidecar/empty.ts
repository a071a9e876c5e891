import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const empty: ObjectRule = {
  name: 'sidecar/empty',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  final: true,
  check: object => {
    const { egress = [], ingress = [], outboundTrafficPolicy, inboundConnectionPool } = specOf(object);
    return egress.length === 0 && ingress.length === 0 && outboundTrafficPolicy === undefined && inboundConnectionPool === undefined
      ? ["'spec' must have at least one of 'egress', 'ingress', 'outboundTrafficPolicy' and 'inboundConnectionPool'; add 'egress'"] : [];
  },
};
