import type { Labels } from '../base/labels';

/** A question: a client, and the connection that it opens. */
export interface ReachQuestion {
  /** Namespace of the client. */
  readonly namespace: string;
  /** Labels of the client's pod. */
  readonly labels?: Labels;
  /** Annotations of the client's pod. */
  readonly annotations?: Labels;
  /**
   * Whether the pod has a sidecar.
   *
   * @default true
   */
  readonly injected?: boolean;
  /**
   * Whether the client is a gateway's proxy, not a pod with a sidecar. The port is then one that the gateway opens.
   *
   * @default false
   */
  readonly gateway?: boolean;
  /** The name that the client means: Host of plain text requests, server name (SNI) of TLS. Without it, whoever takes the connection is meant. */
  readonly host?: string;
  /** IP that the client dials; otherwise what DNS makes of the host. */
  readonly address?: string;
  readonly port: number;
  /** What the client speaks: plain text requests with a Host, TLS with a server name, or neither. */
  readonly protocol: 'http' | 'https' | 'tcp';
  /**
   * Path of a plain text request.
   *
   * @default '/'
   */
  readonly path?: string;
  /** Whether the client's sidecar answers DNS queries; by default as the settings of the mesh say. */
  readonly dnsCapture?: boolean;
}
