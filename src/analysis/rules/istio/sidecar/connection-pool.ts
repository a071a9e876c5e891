import { SIDECAR, specOf } from './sidecar-spec';
import { connectionPoolFaults } from '../../../connection-pool';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';

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
