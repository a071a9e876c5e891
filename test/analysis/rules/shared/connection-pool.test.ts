import { connectionPoolFaults } from '../../../../src/analysis/rules/shared/connection-pool';

function faults(pool: unknown): string[] {
  return [...connectionPoolFaults(pool, 'pool')];
}

test.each<[unknown]>([
  [undefined],
  [{ http: {} }],
  [{ tcp: {} }],
  [{ http: { maxRetries: 0, idleTimeout: '1s', h2UpgradePolicy: 'UPGRADE', http2KeepAlive: { interval: '1s', timeout: '250ms' } } }],
  [{ http: { h2UpgradePolicy: 'DEFAULT', useClientProtocol: true } }],
  [{ tcp: { maxConnections: 1, connectTimeout: '1ms', tcpKeepalive: { time: '1h', interval: '75s', probes: 3 } } }],
  [{ tcp: { idleTimeout: '0s' } }],
  [{ tcp: { idleTimeout: '-500us' } }],
])('%j is valid', pool => {
  expect(faults(pool)).toEqual([]);
});

test.each([
  [{}, ["'pool' must have 'http' or 'tcp'; set one of them, or remove it"]],
  [{ http: { http1MaxPendingRequests: -1, maxRetries: -2 }, tcp: { maxConnections: -3 } }, [
    "'pool.http.http1MaxPendingRequests' must not be negative, got \"-1\"",
    "'pool.http.maxRetries' must not be negative, got \"-2\"",
    "'pool.tcp.maxConnections' must not be negative, got \"-3\"",
  ]],
  [{ http: { h2UpgradePolicy: 'UPGRADE', useClientProtocol: true } }, [
    "'pool.http.useClientProtocol' must not be true if 'h2UpgradePolicy' is UPGRADE; remove one of them",
  ]],
  [{ http: { http2KeepAlive: {} } }, ["'pool.http.http2KeepAlive.interval' is required", "'pool.http.http2KeepAlive.timeout' is required"]],
  [{ http: { idleTimeout: '1.5ms' } }, ["'pool.http.idleTimeout' must be a duration in whole milliseconds, such as \"10s\" or \"250ms\", got \"1.5ms\""]],
  [{ tcp: { idleTimeout: '-1s', tcpKeepalive: { time: '1500us' } } }, [
    "'pool.tcp.idleTimeout' must be a duration in whole milliseconds, such as \"10s\" or \"250ms\", got \"-1s\"",
    "'pool.tcp.tcpKeepalive.time' must be a duration in whole milliseconds, such as \"10s\" or \"250ms\", got \"1500us\"",
  ]],
])('%j is not valid', (pool, expected) => {
  expect(faults(pool)).toEqual(expected);
});
