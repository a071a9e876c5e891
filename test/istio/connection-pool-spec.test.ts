import { Duration } from 'cdk8s';
import { ConnectionPoolSettings, H2UpgradePolicy } from '../../src';
import { renderConnectionPool } from '../../src/istio/connection-pool-spec';

const ALL: ConnectionPoolSettings = {
  tcp: {
    maxConnections: 100,
    connectTimeout: Duration.millis(250),
    maxConnectionDuration: Duration.hours(2),
    idleTimeout: Duration.millis(0),
    tcpKeepalive: { probes: 3, time: Duration.minutes(1), interval: Duration.millis(1500) },
  },
  http: {
    http1MaxPendingRequests: 1,
    http2MaxRequests: 2,
    maxRequestsPerConnection: 0,
    maxRetries: 4,
    maxConcurrentStreams: 5,
    idleTimeout: Duration.seconds(30),
    h2UpgradePolicy: H2UpgradePolicy.DO_NOT_UPGRADE,
    useClientProtocol: true,
    http2KeepAlive: { interval: Duration.seconds(10), timeout: Duration.seconds(5) },
  },
};

test('every setting reaches the manifest, durations in seconds or milliseconds', () => {
  expect(renderConnectionPool('connectionPool', ALL)).toEqual({
    tcp: {
      maxConnections: 100,
      connectTimeout: '250ms',
      maxConnectionDuration: '7200s',
      idleTimeout: '0s',
      tcpKeepalive: { probes: 3, time: '60s', interval: '1500ms' },
    },
    http: {
      http1MaxPendingRequests: 1,
      http2MaxRequests: 2,
      maxRequestsPerConnection: 0,
      maxRetries: 4,
      maxConcurrentStreams: 5,
      idleTimeout: '30s',
      h2UpgradePolicy: 'DO_NOT_UPGRADE',
      useClientProtocol: true,
      http2KeepAlive: { interval: '10s', timeout: '5s' },
    },
  });
});

test.each<[settings: ConnectionPoolSettings, spec: unknown]>([
  [{ tcp: { maxConnections: 1 }, http: {} }, { tcp: { maxConnections: 1 } }],
  [{ tcp: { tcpKeepalive: {} }, http: { maxRetries: 1 } }, { http: { maxRetries: 1 } }],
  [{ http: { h2UpgradePolicy: H2UpgradePolicy.UPGRADE, useClientProtocol: false } }, { http: { h2UpgradePolicy: 'UPGRADE', useClientProtocol: false } }],
])('empty settings are not in the manifest: %j', (settings, spec) => {
  expect(JSON.parse(JSON.stringify(renderConnectionPool('connectionPool', settings)))).toEqual(spec);
});

test.each<[settings: ConnectionPoolSettings]>([[{}], [{ tcp: {} }], [{ tcp: { tcpKeepalive: {} }, http: {} }]])('%j limits nothing', settings => {
  expect(() => renderConnectionPool('inboundConnectionPool', settings))
    .toThrow(new Error('\'inboundConnectionPool\' must set a field of \'tcp\' or \'http\', got none; leave it out for no limits'));
});

test.each<[settings: ConnectionPoolSettings, message: string]>([
  [{ tcp: { maxConnections: -1 } }, '\'p.tcp.maxConnections\' must be a whole number from 0 to 2147483647, got "-1"'],
  [{ tcp: { maxConnections: 2147483648 } }, '\'p.tcp.maxConnections\' must be a whole number from 0 to 2147483647, got "2147483648"'],
  [{ tcp: { tcpKeepalive: { probes: 0.5 } } }, '\'p.tcp.tcpKeepalive.probes\' must be a whole number from 0 to 2147483647, got "0.5"'],
  [{ tcp: { connectTimeout: Duration.millis(0) } }, '\'p.tcp.connectTimeout\' must be a whole number of milliseconds, at least 1, got "0"'],
  [{ tcp: { idleTimeout: Duration.millis(0.5) } }, '\'p.tcp.idleTimeout\' must be a whole number of milliseconds, at least 0, got "0.5"'],
  [{ tcp: { tcpKeepalive: { time: Duration.millis(0) } } }, '\'p.tcp.tcpKeepalive.time\' must be a whole number of milliseconds, at least 1, got "0"'],
  [{ http: { idleTimeout: Duration.millis(0) } }, '\'p.http.idleTimeout\' must be a whole number of milliseconds, at least 1, got "0"'],
  [{ http: { maxRetries: NaN } }, '\'p.http.maxRetries\' must be a whole number from 0 to 2147483647, got "NaN"'],
  [{ http: { http2KeepAlive: { interval: Duration.millis(0), timeout: Duration.seconds(1) } } },
    '\'p.http.http2KeepAlive.interval\' must be a whole number of milliseconds, at least 1, got "0"'],
  [{ http: { useClientProtocol: true, h2UpgradePolicy: H2UpgradePolicy.UPGRADE } },
    '\'p.http\' can\'t both keep the client\'s protocol and upgrade it: leave out \'useClientProtocol\' or \'h2UpgradePolicy\''],
])('%j is refused', (settings, message) => {
  expect(() => renderConnectionPool('p', settings)).toThrow(new Error(message));
});
