/**
 * What an ActiveGate of the cluster does.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export enum ActiveGateCapability {
  /** Takes the traffic of OneAgents, and routes it to the environment. */
  ROUTING = 'routing',
  /** Monitors the cluster by the API of Kubernetes. */
  KUBERNETES_MONITORING = 'kubernetes-monitoring',
  /** Takes metrics. */
  METRICS_INGEST = 'metrics-ingest',
  /** Answers the Dynatrace API for what runs in the cluster. */
  DYNATRACE_API = 'dynatrace-api',
  /** Takes debuggers. */
  DEBUGGING = 'debugging',
}
