import { ActiveGatePodOptions } from './active-gate-pod-options';

/**
 * An ActiveGate that does nothing but monitor the cluster by the API of Kubernetes, apart from the DynaKube's other one. Needs operator 1.11, whose
 * chart may have to turn it on.
 *
 * With older operators the capability `KUBERNETES_MONITORING` of `activeGate` does the same.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface KubernetesMonitoringOptions extends ActiveGatePodOptions {
  /**
   * Name of a Secret with the ActiveGate's certificate (`tlsCertsRef.secretName`).
   *
   * @default - a certificate that the operator makes
   */
  readonly tlsSecretName?: string;

  /**
   * Name of the cluster in Dynatrace (`registration.clusterName`).
   *
   * @default - the name of the DynaKube
   */
  readonly clusterName?: string;
}
