import { textOf } from '../base/json';

/** The protocols that istiod knows, in the spelling in which this library writes them. */
const PROTOCOLS = new Set([
  'TCP', 'UDP', 'GRPC', 'GRPC-WEB', 'HTTP', 'HTTP_PROXY', 'HTTP2', 'HTTPS', 'TLS', 'MONGO', 'REDIS', 'MYSQL',
]);

const HTTP_FAMILY = new Set(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY']);
const TLS_FAMILY = new Set(['HTTPS', 'TLS']);

/** How a sidecar treats the bytes of a port. */
export enum ProtocolFamily {
  /** Plain text requests, routed by their Host header. */
  HTTP = 'http',
  /** TLS that the application starts, routed by its server name (SNI). */
  TLS = 'tls',
  /** Bytes that the sidecar does not look into, routed by address and port alone. */
  TCP = 'tcp',
  /** No protocol is declared: the sidecar looks at the first bytes. */
  AUTO = 'auto',
  /** UDP, which a sidecar does not handle. */
  UDP = 'udp',
}

/** Whether istiod knows a protocol; letter case does not count, and the empty text is a protocol too (detection). */
export function isKnownProtocol(protocol: string): boolean {
  return protocol === '' || PROTOCOLS.has(protocol.toUpperCase());
}

/** The known protocols, for error messages. */
export function knownProtocols(): string[] {
  return [...PROTOCOLS].sort();
}

/** The family of a protocol; letter case does not count. An unknown one counts as opaque TCP. */
export function protocolFamily(protocol: string | undefined): ProtocolFamily {
  const name = (protocol ?? '').toUpperCase();
  if (name === '') { return ProtocolFamily.AUTO; }
  if (HTTP_FAMILY.has(name)) { return ProtocolFamily.HTTP; }
  if (TLS_FAMILY.has(name)) { return ProtocolFamily.TLS; }
  return name === 'UDP' ? ProtocolFamily.UDP : ProtocolFamily.TCP;
}

/** A protocol in the form in which istiod compares it: unknown ones count as not declared. */
export function normalizeProtocol(value: unknown): string {
  const text = textOf(value) ?? '';
  return isKnownProtocol(text) ? text.toUpperCase() : '';
}
