/**
 * The protocols that Istio knows.
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
  /** A plain text HTTP proxy: sidecars route by the host in the request, whatever the port. */
  HTTP_PROXY = 'HTTP_PROXY',
  /** HTTP over TLS that the application starts. */
  HTTPS = 'HTTPS',
  /** Any TLS that the application starts. */
  TLS = 'TLS',
  /** Bytes that sidecars do not look into. */
  TCP = 'TCP',
  /** MongoDB's wire protocol; treated as bytes. */
  MONGO = 'MONGO',
  /** MySQL's wire protocol, in which the server speaks first; treated as bytes. */
  MYSQL = 'MYSQL',
  /** Redis' wire protocol; treated as bytes. */
  REDIS = 'REDIS',
  /** UDP: accepted by Istio, but not handled by sidecars. */
  UDP = 'UDP',
}
