import { Duration } from 'cdk8s';

/** TCP keep-alive of connections. */
export interface TcpKeepalive {
  /**
   * Probes without an answer before the connection is given up.
   *
   * @default - the operating system's (Linux: 9)
   */
  readonly probes?: number;

  /**
   * How long a connection is idle before probes are sent.
   *
   * @default - the operating system's (Linux: 2 hours)
   */
  readonly time?: Duration;

  /**
   * Time between probes.
   *
   * @default - the operating system's (Linux: 75 seconds)
   */
  readonly interval?: Duration;
}

/** Limits of TCP connections. */
export interface TcpSettings {
  /**
   * Connections at most.
   *
   * @default - 2^32-1
   */
  readonly maxConnections?: number;

  /**
   * How long connecting may take, at least 1 millisecond.
   *
   * @default - 10 seconds
   */
  readonly connectTimeout?: Duration;

  /**
   * How long a connection may live.
   *
   * @default - without limit
   */
  readonly maxConnectionDuration?: Duration;

  /**
   * How long a connection may be idle; zero for without limit.
   *
   * @default - 1 hour
   */
  readonly idleTimeout?: Duration;

  /**
   * TCP keep-alive.
   *
   * @default - off
   */
  readonly tcpKeepalive?: TcpKeepalive;
}

/** Whether HTTP/1.1 connections are upgraded to HTTP/2. */
export enum H2UpgradePolicy {
  /** As the mesh's settings say. */
  DEFAULT = 'DEFAULT',
  /** They are not. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** They are. */
  UPGRADE = 'UPGRADE',
}

/** Keep-alive of HTTP/2 connections. */
export interface Http2KeepAlive {
  /** Time between pings. */
  readonly interval: Duration;
  /** How long the answer to a ping may take. */
  readonly timeout: Duration;
}

/** Limits of HTTP connections and requests. */
export interface HttpSettings {
  /**
   * Requests that may wait for a connection.
   *
   * @default - 2^32-1
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * Requests at most at one time.
   *
   * @default - 2^32-1
   */
  readonly http2MaxRequests?: number;

  /**
   * Requests that one connection carries at most; 1 turns keep-alive off.
   *
   * @default - without limit
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * Retries at most at one time.
   *
   * @default - 2^32-1
   */
  readonly maxRetries?: number;

  /**
   * Streams of one HTTP/2 connection at most.
   *
   * @default - 2^31-1
   */
  readonly maxConcurrentStreams?: number;

  /**
   * How long a connection without requests lives.
   *
   * @default - 1 hour
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether HTTP/1.1 connections are upgraded to HTTP/2. UPGRADE excludes `useClientProtocol`.
   *
   * @default - as the mesh's settings say
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;

  /**
   * Whether the protocol of the client is kept.
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
 * Limits of the connections that a sidecar takes or makes: `tcp`, `http` or both.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPoolSettings {
  /**
   * Limits of TCP connections.
   *
   * @default - none
   */
  readonly tcp?: TcpSettings;

  /**
   * Limits of HTTP connections and requests.
   *
   * @default - none
   */
  readonly http?: HttpSettings;
}
