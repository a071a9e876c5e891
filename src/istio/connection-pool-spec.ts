import { ConnectionPoolSettings, H2UpgradePolicy, HttpSettings, TcpSettings } from './connection-pool';
import { renderDuration } from './routes/render-duration';
import * as l1 from '../../imports/networking.istio.io';
import { quote } from '../analysis/base/quote';

/**
 * Renders the settings as they are in the manifest.
 *
 * @throws if neither `tcp` nor `http` has a value, or if they contradict each other
 */
export function renderConnectionPool(prop: string, settings: ConnectionPoolSettings): l1.SidecarSpecInboundConnectionPool {
  const { tcp, http } = settings;
  const pool = { tcp: tcp && valuesOf(renderTcp(prop, tcp)), http: http && valuesOf(renderHttp(prop, http)) };
  if (!pool.tcp && !pool.http) {
    throw new Error(`'${prop}' must set a field of 'tcp' or 'http', got none; leave it out for no limits`);
  }
  if (http?.useClientProtocol && http.h2UpgradePolicy === H2UpgradePolicy.UPGRADE) {
    throw new Error(`'${prop}.http' can't both keep the client's protocol and upgrade it: leave out 'useClientProtocol' or 'h2UpgradePolicy'`);
  }
  return pool;
}

function renderTcp(prop: string, tcp: TcpSettings): l1.SidecarSpecInboundConnectionPoolTcp {
  const { tcpKeepalive: keepalive } = tcp;
  return {
    maxConnections: count(`${prop}.tcp.maxConnections`, tcp.maxConnections),
    connectTimeout: renderDuration(`${prop}.tcp.connectTimeout`, tcp.connectTimeout),
    maxConnectionDuration: renderDuration(`${prop}.tcp.maxConnectionDuration`, tcp.maxConnectionDuration),
    // Zero has a meaning here: no limit.
    idleTimeout: renderDuration(`${prop}.tcp.idleTimeout`, tcp.idleTimeout, 0),
    tcpKeepalive: keepalive && valuesOf({
      probes: count(`${prop}.tcp.tcpKeepalive.probes`, keepalive.probes),
      time: renderDuration(`${prop}.tcp.tcpKeepalive.time`, keepalive.time),
      interval: renderDuration(`${prop}.tcp.tcpKeepalive.interval`, keepalive.interval),
    }),
  };
}

function renderHttp(prop: string, http: HttpSettings): l1.SidecarSpecInboundConnectionPoolHttp {
  const { http2KeepAlive: keepAlive } = http;
  return {
    http1MaxPendingRequests: count(`${prop}.http.http1MaxPendingRequests`, http.http1MaxPendingRequests),
    http2MaxRequests: count(`${prop}.http.http2MaxRequests`, http.http2MaxRequests),
    maxRequestsPerConnection: count(`${prop}.http.maxRequestsPerConnection`, http.maxRequestsPerConnection),
    maxRetries: count(`${prop}.http.maxRetries`, http.maxRetries),
    maxConcurrentStreams: count(`${prop}.http.maxConcurrentStreams`, http.maxConcurrentStreams),
    idleTimeout: renderDuration(`${prop}.http.idleTimeout`, http.idleTimeout),
    h2UpgradePolicy: http.h2UpgradePolicy as string as l1.SidecarSpecInboundConnectionPoolHttpH2UpgradePolicy,
    useClientProtocol: http.useClientProtocol,
    http2KeepAlive: keepAlive && {
      interval: renderDuration(`${prop}.http.http2KeepAlive.interval`, keepAlive.interval),
      timeout: renderDuration(`${prop}.http.http2KeepAlive.timeout`, keepAlive.timeout),
    },
  };
}

/** Returns the settings, or nothing if none of them has a value. */
function valuesOf<T extends object>(settings: T): T | undefined {
  return Object.values(settings).some(value => value !== undefined) ? settings : undefined;
}

function count(prop: string, value: number | undefined): number | undefined {
  if (value !== undefined && (!Number.isInteger(value) || value < 0 || value > 2147483647)) {
    throw new Error(`'${prop}' must be a whole number from 0 to 2147483647, got ${quote(value)}`);
  }
  return value;
}
