import * as fc from 'fast-check';
import type { Words } from './words';
import { fields, maybe, pick } from '../base/shapes';

const COUNT = pick([[5, 1], [2, 0], [1, 100], [1, -1], [1, 2147483647], [1, 2147483648]]);

/** `connectionPool`: limits and timeouts. */
export function connectionPool(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields({
    tcp: maybe(60, fields({
      maxConnections: maybe(40, COUNT),
      connectTimeout: maybe(40, words.duration),
      idleTimeout: maybe(20, words.duration),
      maxConnectionDuration: maybe(20, words.duration),
      tcpKeepalive: maybe(20, fields({ probes: maybe(50, COUNT), time: maybe(50, words.duration), interval: maybe(50, words.duration) })),
    })),
    http: maybe(50, fields({
      http1MaxPendingRequests: maybe(30, COUNT),
      http2MaxRequests: maybe(30, COUNT),
      maxRequestsPerConnection: maybe(20, COUNT),
      maxRetries: maybe(20, COUNT),
      maxConcurrentStreams: maybe(20, COUNT),
      idleTimeout: maybe(30, words.duration),
      h2UpgradePolicy: maybe(30, pick([[1, 'DEFAULT'], [1, 'DO_NOT_UPGRADE'], [2, 'UPGRADE']])),
      useClientProtocol: maybe(20, fc.boolean()),
      http2KeepAlive: maybe(20, fields({ interval: maybe(80, words.duration), timeout: maybe(80, words.duration) })),
    })),
  });
}
