import { CaptureMode } from './capture-mode';
import { ConnectionPoolSettings } from './connection-pool';
import { ServicePort } from './service-port';

/** How a sidecar terminates TLS for its application. */
export enum SidecarTlsMode {
  /** The sidecar presents its certificate. */
  SIMPLE = 'SIMPLE',
  /** The sidecar and the client present their certificates. */
  MUTUAL = 'MUTUAL',
  /** The sidecar presents its certificate, the client may present one. */
  OPTIONAL_MUTUAL = 'OPTIONAL_MUTUAL',
  /** The sidecar does not terminate TLS. */
  PASSTHROUGH = 'PASSTHROUGH',
}

/** Versions of TLS. */
export enum TlsProtocolVersion {
  /** All versions that the sidecar supports. */
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
 * TLS that a sidecar terminates for its application. Certificates and keys are paths of files in the container of the proxy. Istio's settings that istiod
 * rejects in a Sidecar (Secrets by name, redirects, SANs) are left out.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
 */
export interface SidecarServerTls {
  /** Which side presents a certificate. */
  readonly mode: SidecarTlsMode;

  /**
   * Path of the file with the certificate of the sidecar.
   *
   * @default - no certificate
   */
  readonly serverCertificate?: string;

  /**
   * Path of the file with the private key of the certificate.
   *
   * @default - no key
   */
  readonly privateKey?: string;

  /**
   * Path of the file with the certificate authorities that verify the certificate of the client.
   *
   * @default - no authorities
   */
  readonly caCertificates?: string;

  /**
   * Path of the file with the certificate revocation list.
   *
   * @default - no list
   */
  readonly caCrl?: string;

  /**
   * Minimum version of TLS.
   *
   * @default - TLS 1.2
   */
  readonly minProtocolVersion?: TlsProtocolVersion;

  /**
   * Maximum version of TLS.
   *
   * @default - TLS 1.3
   */
  readonly maxProtocolVersion?: TlsProtocolVersion;

  /**
   * Cipher suites, in the order of preference.
   *
   * @default - the defaults of the proxy
   */
  readonly cipherSuites?: string[];

  /**
   * Hex-encoded SHA-256 hashes of the client certificates that are accepted.
   *
   * @default - all certificates that the authorities signed
   */
  readonly verifyCertificateHash?: string[];

  /**
   * Base64-encoded SHA-256 hashes of the public keys of the client certificates that are accepted.
   *
   * @default - all certificates that the authorities signed
   */
  readonly verifyCertificateSpki?: string[];
}

/**
 * A port on which a sidecar accepts traffic for its application.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener
 */
export interface SidecarIngressListener {
  /** The port. It must not have a `targetPort`. */
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
   * @default - as the settings of the mesh define
   */
  readonly captureMode?: CaptureMode;

  /**
   * Where the application listens: `127.0.0.1:<port>`, `0.0.0.0:<port>`, `[::1]:<port>`, `[::]:<port>`, `:<port>` or `unix:///path`.
   *
   * @default - the same port, on the address of the pod
   */
  readonly defaultEndpoint?: string;

  /**
   * TLS that the sidecar terminates. The protocol of the port must be HTTPS or TLS.
   *
   * @default - the sidecar does not terminate TLS of the client
   */
  readonly tls?: SidecarServerTls;

  /**
   * Limits of the connections of this listener.
   *
   * @default - the `inboundConnectionPool` of the Sidecar
   */
  readonly connectionPool?: ConnectionPoolSettings;
}
