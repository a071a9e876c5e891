import { Duration } from 'cdk8s';

/** TCP keep-alive of connections. */
export interface TcpKeepalive {
  /**
   * Number of probes without an answer after which the connection is closed.
   *
   * @default - the default of the operating system (Linux: 9)
   */
  readonly probes?: number;

  /**
   * Idle time of a connection before probes are sent, in whole milliseconds.
   *
   * @default - the default of the operating system (Linux: 2 hours)
   */
  readonly time?: Duration;

  /**
   * Time between probes, in whole milliseconds.
   *
   * @default - the default of the operating system (Linux: 75 seconds)
   */
  readonly interval?: Duration;
}

/** Limits of TCP connections. */
export interface TcpSettings {
  /**
   * Maximum number of connections: 0 to 2147483647.
   *
   * @default - 2^32-1
   */
  readonly maxConnections?: number;

  /**
   * Timeout for opening a connection, in whole milliseconds, at least 1.
   *
   * @default - 10 seconds
   */
  readonly connectTimeout?: Duration;

  /**
   * Maximum age of a connection, in whole milliseconds.
   *
   * @default - no limit
   */
  readonly maxConnectionDuration?: Duration;

  /**
   * Maximum idle time of a connection, in whole milliseconds; zero for no limit.
   *
   * @default - 1 hour
   */
  readonly idleTimeout?: Duration;

  /**
   * TCP keep-alive; on if at least one of its values is set.
   *
   * @default - off
   */
  readonly tcpKeepalive?: TcpKeepalive;
}

/** Whether HTTP/1.1 connections are upgraded to HTTP/2. */
export enum H2UpgradePolicy {
  /** As the settings of the mesh define. */
  DEFAULT = 'DEFAULT',
  /** They are not upgraded. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** They are upgraded. */
  UPGRADE = 'UPGRADE',
}

/** Keep-alive of HTTP/2 connections. */
export interface Http2KeepAlive {
  /** Time between pings, in whole milliseconds. */
  readonly interval: Duration;
  /** Timeout for the answer to a ping, in whole milliseconds. */
  readonly timeout: Duration;
}

/** Limits of HTTP connections and requests. */
export interface HttpSettings {
  /**
   * Maximum number of requests that wait for a connection: 0 to 2147483647.
   *
   * @default - 2^32-1
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * Maximum number of parallel requests: 0 to 2147483647.
   *
   * @default - 2^32-1
   */
  readonly http2MaxRequests?: number;

  /**
   * Maximum number of requests per connection: 0 to 2147483647; 1 turns keep-alive off.
   *
   * @default - no limit
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * Maximum number of parallel retries: 0 to 2147483647.
   *
   * @default - 2^32-1
   */
  readonly maxRetries?: number;

  /**
   * Maximum number of parallel streams of an HTTP/2 connection: 0 to 2147483647.
   *
   * @default - 2^31-1
   */
  readonly maxConcurrentStreams?: number;

  /**
   * Maximum time of a connection without requests, in whole milliseconds.
   *
   * @default - 1 hour
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether HTTP/1.1 connections are upgraded to HTTP/2. UPGRADE can't be combined with `useClientProtocol`.
   *
   * @default - as the settings of the mesh define
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;

  /**
   * Whether the sidecar keeps the protocol of the client.
   *
   * @default false
   */
  readonly useClientProtocol?: boolean;

  /**
   * Keep-alive of HTTP/2 connections.
   *
   * @default - off
   */
  readonly http2KeepAlive?: Http2KeepAlive;
}

/**
 * Limits of the connections that a sidecar accepts or opens: `tcp`, `http` or both.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPoolSettings {
  /**
   * Limits of TCP connections.
   *
   * @default - no limits
   */
  readonly tcp?: TcpSettings;

  /**
   * Limits of HTTP connections and requests.
   *
   * @default - no limits
   */
  readonly http?: HttpSettings;
}
