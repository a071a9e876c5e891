import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { connectionPoolFaults } from '../../shared/connection-pool';

export const connectionPool: ObjectRule = {
  name: 'sidecar/connection-pool',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const { ingress = [], inboundConnectionPool } = specOf(object);
    for (const [index, listener] of ingress.entries()) { yield* connectionPoolFaults(listener.connectionPool, `spec.ingress[${index}].connectionPool`); }
    yield* connectionPoolFaults(inboundConnectionPool, 'spec.inboundConnectionPool');
  },
};
