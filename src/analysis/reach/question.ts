import type { Labels } from '../base/labels';

/** A question about a client and a connection that it opens. */
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
   * Whether the client is the proxy of a gateway, not a pod with a sidecar. The port is then a port of the gateway.
   *
   * @default false
   */
  readonly gateway?: boolean;
  /** The host that the client means: the Host of plain text requests, the server name (SNI) of TLS. Without it, every service is the right one. */
  readonly host?: string;
  /** IP that the client connects to. Without it, the IP that DNS returns for the host. */
  readonly address?: string;
  readonly port: number;
  /** What the client sends: plain text requests with a Host, TLS with a server name, or neither. */
  readonly protocol: 'http' | 'https' | 'tcp';
  /**
   * Path of a plain text request.
   *
   * @default '/'
   */
  readonly path?: string;
  /** Whether the client's sidecar answers DNS queries. By default, this follows the settings of the mesh. */
  readonly dnsCapture?: boolean;
}

/** A question about a pod: whether the connection that it opens arrives. */
export interface TraceQuestion extends Omit<ReachQuestion, 'gateway'> {
  /**
   * Whether ztunnel takes the pod's connections (ambient mode). It does not if the pod has a sidecar.
   *
   * @default - as the labels of the pod and its namespace say, if the pod has no sidecar
   */
  readonly ambient?: boolean;
}
