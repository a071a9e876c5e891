/**
 * Kubernetes Security Posture Management: a DaemonSet (`<DynaKube>-node-config-collector`) that reads the nodes' configuration. It needs an ActiveGate
 * with the capability `KUBERNETES_MONITORING` and one replica at most, and up to operator 1.10 the image in `templates.kspmNodeConfigurationCollector`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface Kspm {
  /**
   * Folders of the nodes that are read: absolute paths. `/` stands alone.
   *
   * @default - what the operator takes, with a warning: name them
   */
  readonly mappedHostPaths?: string[];
}
