import { CaptureMode } from './capture-mode';
import { ConnectionPoolSettings } from './connection-pool';
import { ServicePort } from './service-port';

/** How a sidecar ends TLS for its application. */
export enum SidecarTlsMode {
  /** The sidecar shows its certificate. */
  SIMPLE = 'SIMPLE',
  /** Both sides show their certificates. */
  MUTUAL = 'MUTUAL',
  /** The client may show its certificate. */
  OPTIONAL_MUTUAL = 'OPTIONAL_MUTUAL',
  /** The sidecar passes TLS on. */
  PASSTHROUGH = 'PASSTHROUGH',
}

/** Versions of TLS. */
export enum TlsProtocolVersion {
  /** Whatever the sidecar supports. */
  TLS_AUTO = 'TLS_AUTO',
  /** TLS 1.0. */
  TLSV1_0 = 'TLSV1_0',
  /** TLS 1.1. */
  TLSV1_1 = 'TLSV1_1',
  /** TLS 1.2. */
  TLSV1_2 = 'TLSV1_2',
  /** TLS 1.3. */
  TLSV1_3 = 'TLSV1_3',
}

/**
 * TLS that a sidecar ends in front of its application. Certificates and keys are paths of files in the proxy's container; what istiod refuses in a
 * Sidecar (Secrets by name, redirects, SANs) is not offered.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
 */
export interface SidecarServerTls {
  /** Which side shows certificates. */
  readonly mode: SidecarTlsMode;

  /**
   * Path of the file with the sidecar's certificate.
   *
   * @default - none
   */
  readonly serverCertificate?: string;

  /**
   * Path of the file with the key of the certificate.
   *
   * @default - none
   */
  readonly privateKey?: string;

  /**
   * Path of the file with the authorities that the client's certificate is checked with.
   *
   * @default - none
   */
  readonly caCertificates?: string;

  /**
   * Path of the file with revoked certificates.
   *
   * @default - none
   */
  readonly caCrl?: string;

  /**
   * Lowest version of TLS.
   *
   * @default - TLS 1.2
   */
  readonly minProtocolVersion?: TlsProtocolVersion;

  /**
   * Highest version of TLS.
   *
   * @default - TLS 1.3
   */
  readonly maxProtocolVersion?: TlsProtocolVersion;

  /**
   * Cipher suites, in the order of preference.
   *
   * @default - the proxy's
   */
  readonly cipherSuites?: string[];

  /**
   * Hex-encoded SHA-256 hashes of the client certificates that are taken.
   *
   * @default - all that the authorities signed
   */
  readonly verifyCertificateHash?: string[];

  /**
   * Base64-encoded SHA-256 hashes of the public keys of the client certificates that are taken.
   *
   * @default - all that the authorities signed
   */
  readonly verifyCertificateSpki?: string[];
}

/**
 * A port on which a sidecar takes traffic for its application.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener
 */
export interface SidecarIngressListener {
  /** The port, without `targetPort`. */
  readonly port: ServicePort;

  /**
   * IP address that the listener is bound to.
   *
   * @default - all addresses of the pod
   */
  readonly bind?: string;

  /**
   * How traffic reaches the listener.
   *
   * @default - as the mesh's settings say
   */
  readonly captureMode?: CaptureMode;

  /**
   * Where the application listens: `127.0.0.1:<port>`, `0.0.0.0:<port>`, `[::1]:<port>`, `[::]:<port>`, `:<port>` or `unix:///path`.
   *
   * @default - the same port, on the pod's address
   */
  readonly defaultEndpoint?: string;

  /**
   * TLS that the sidecar ends. The protocol of the port must be HTTPS or TLS.
   *
   * @default - none
   */
  readonly tls?: SidecarServerTls;

  /**
   * Limits of the connections of this listener.
   *
   * @default - those of the Sidecar's `inboundConnectionPool`
   */
  readonly connectionPool?: ConnectionPoolSettings;
}
