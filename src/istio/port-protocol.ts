/**
 * The protocol of a port, for Istio's protocol selection.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export enum PortProtocol {
  /** Plain text HTTP. */
  HTTP = 'HTTP',
  /** Plain text HTTP/2. */
  HTTP2 = 'HTTP2',
  /** Plain text gRPC. */
  GRPC = 'GRPC',
  /** Plain text gRPC-Web. */
  GRPC_WEB = 'GRPC-WEB',
  /** A plain text HTTP proxy: sidecars route by the host in the request, for every port. */
  HTTP_PROXY = 'HTTP_PROXY',
  /** HTTP over TLS; the application starts TLS. */
  HTTPS = 'HTTPS',
  /** Any protocol over TLS; the application starts TLS. */
  TLS = 'TLS',
  /** Any bytes, which sidecars don't parse. */
  TCP = 'TCP',
  /** MongoDB's wire protocol; treated as TCP. */
  MONGO = 'MONGO',
  /** MySQL's wire protocol, a server-first protocol; treated as TCP. */
  MYSQL = 'MYSQL',
  /** The wire protocol of Redis; treated as TCP. */
  REDIS = 'REDIS',
  /** UDP: Istio accepts it, but sidecars don't handle it. */
  UDP = 'UDP',
}
