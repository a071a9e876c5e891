import { recordOf } from '../../base/json';
import { quote } from '../../base/quote';
import { parseDuration } from '../../syntax/duration';

const MILLISECOND = 1_000_000n;

const HTTP_COUNTS = ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries', 'maxConcurrentStreams'];
const TCP_DURATIONS = ['connectTimeout', 'maxConnectionDuration'];
const KEEPALIVE_DURATIONS = ['time', 'interval'];

/**
 * Faults that istiod finds in the settings of a connection pool that matches the schema.
 *
 * @param pool the settings; undefined has no faults
 * @param path the path of the settings in messages
 */
export function* connectionPoolFaults(pool: unknown, path: string): Iterable<string> {
  if (pool === undefined) { return; }
  const { http, tcp } = recordOf(pool);
  if (http === undefined && tcp === undefined) { yield `'${path}' must have 'http' or 'tcp'; set one of them, or remove it`; }
  if (http !== undefined) { yield* httpFaults(recordOf(http), `${path}.http`); }
  if (tcp !== undefined) { yield* tcpFaults(recordOf(tcp), `${path}.tcp`); }
}

function* httpFaults(http: Readonly<Record<string, unknown>>, path: string): Iterable<string> {
  for (const field of HTTP_COUNTS) { yield* countFaults(http[field], `${path}.${field}`); }
  yield* durationFaults(http.idleTimeout, `${path}.idleTimeout`);
  if (http.h2UpgradePolicy === 'UPGRADE' && http.useClientProtocol === true) {
    yield `'${path}.useClientProtocol' must not be true if 'h2UpgradePolicy' is UPGRADE; remove one of them`;
  }
  if (http.http2KeepAlive === undefined) { return; }
  const keepalive = recordOf(http.http2KeepAlive);
  for (const field of ['interval', 'timeout']) {
    if (keepalive[field] === undefined) { yield `'${path}.http2KeepAlive.${field}' is required`; }
    yield* durationFaults(keepalive[field], `${path}.http2KeepAlive.${field}`);
  }
}

function* tcpFaults(tcp: Readonly<Record<string, unknown>>, path: string): Iterable<string> {
  yield* countFaults(tcp.maxConnections, `${path}.maxConnections`);
  for (const field of TCP_DURATIONS) { yield* durationFaults(tcp[field], `${path}.${field}`); }
  // A value below one millisecond turns this timeout off.
  const idle = tcp.idleTimeout === undefined ? undefined : parseDuration(String(tcp.idleTimeout));
  if (idle === undefined || idle / MILLISECOND !== 0n) { yield* durationFaults(tcp.idleTimeout, `${path}.idleTimeout`); }
  const keepalive = recordOf(tcp.tcpKeepalive);
  for (const field of KEEPALIVE_DURATIONS) { yield* durationFaults(keepalive[field], `${path}.tcpKeepalive.${field}`); }
}

function* countFaults(value: unknown, path: string): Iterable<string> {
  if (typeof value === 'number' && value < 0) { yield `'${path}' must not be negative, got ${quote(value)}`; }
}

/** Faults that istiod finds in a duration; undefined has no faults. */
export function* durationFaults(value: unknown, path: string): Iterable<string> {
  if (value === undefined) { return; }
  const duration = parseDuration(String(value));
  if (duration === undefined || duration < MILLISECOND || duration % MILLISECOND !== 0n) {
    yield `'${path}' must be a duration in whole milliseconds, such as "10s" or "250ms", got ${quote(value)}`;
  }
}
