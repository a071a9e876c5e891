import { Duration } from 'cdk8s';

/**
 * When and how often the sidecar sends a request again.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export interface HttpRetries {
  /** How often a request is sent again at most, after the first attempt. With 0, it is sent once. */
  readonly attempts: number;

  /**
   * Time limit of each attempt, also of the first: whole milliseconds.
   *
   * @default - the `timeout` of the route
   */
  readonly perTryTimeout?: Duration;

  /**
   * Envoy's conditions and HTTP status codes on which a request is sent again, such as `connect-failure`, `5xx`, `503` or, for gRPC, `unavailable`.
   *
   * @default - Istio's own: `connect-failure`, `refused-stream`, `unavailable`, `cancelled` and `503`
   */
  readonly retryOn?: string[];
}

/**
 * Time limit and retries of requests to the hosts of a ServiceEntry, on the ports on which applications send plain text: HTTP, HTTP/2 or gRPC.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute
 */
export interface HttpRoute {
  /**
   * Start of the paths that the route is for, as plain text: `/v1` is also the start of `/v10`. For gRPC, the path is `/<package>.<service>/<method>`.
   *
   * @default - all paths that no other route is for
   */
  readonly uriPrefix?: string;

  /**
   * Time limit of a request, with all attempts and the whole answer: whole milliseconds. It also ends streams of gRPC.
   *
   * @default - no limit
   */
  readonly timeout?: Duration;

  /**
   * When and how often the sidecar sends a request again.
   *
   * @default - Istio's own: two more attempts
   */
  readonly retries?: HttpRetries;
}
