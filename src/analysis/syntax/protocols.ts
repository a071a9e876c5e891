import { textOf } from '../base/json';

/** The protocols that istiod knows, in the spelling of this library. */
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
  /** Bytes that the sidecar does not inspect, routed only by address and port. */
  TCP = 'tcp',
  /** No protocol is declared: the sidecar detects it from the first bytes. */
  AUTO = 'auto',
  /** UDP, which a sidecar does not handle. */
  UDP = 'udp',
}

/** Whether istiod knows a protocol. Ignores letter case. The empty text means protocol detection, and is known too. */
export function isKnownProtocol(protocol: string): boolean {
  return protocol === '' || PROTOCOLS.has(protocol.toUpperCase());
}

/** The known protocols, for error messages. */
export function knownProtocols(): string[] {
  return [...PROTOCOLS].sort();
}

/** The family of a protocol. Ignores letter case. An unknown protocol counts as TCP. */
export function protocolFamily(protocol: string | undefined): ProtocolFamily {
  const name = (protocol ?? '').toUpperCase();
  if (name === '') { return ProtocolFamily.AUTO; }
  if (HTTP_FAMILY.has(name)) { return ProtocolFamily.HTTP; }
  if (TLS_FAMILY.has(name)) { return ProtocolFamily.TLS; }
  return name === 'UDP' ? ProtocolFamily.UDP : ProtocolFamily.TCP;
}

/** A protocol in the form that istiod compares. An unknown protocol counts as not declared. */
export function normalizeProtocol(value: unknown): string {
  const text = textOf(value) ?? '';
  return isKnownProtocol(text) ? text.toUpperCase() : '';
}

/** Ports on which servers usually speak plain text. */
export const PLAINTEXT_PORTS: ReadonlySet<number> = new Set([80, 8080]);

/** Ports on which servers usually speak TLS. */
export const TLS_PORTS: ReadonlySet<number> = new Set([443, 8443]);
