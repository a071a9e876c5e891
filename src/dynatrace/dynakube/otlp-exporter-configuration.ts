import { LabelSelector } from '../pods/label-selector';

/** What the OTLP exporters of applications send. */
export enum OtlpSignal {
  /** Metrics. */
  METRICS = 'metrics',
  /** Traces. */
  TRACES = 'traces',
  /** Logs. */
  LOGS = 'logs',
}

/**
 * Environment variables by which the OTLP exporters of applications send to Dynatrace, put into their pods by the operator's webhook.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface OtlpExporterConfiguration {
  /** What is sent, one at least. */
  readonly signals: OtlpSignal[];

  /**
   * The namespaces whose pods get the variables, by their labels.
   *
   * @default - all namespaces but the operator's own and those of Kubernetes and OpenShift
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * Whether variables that pods have already are replaced.
   *
   * @default false
   */
  readonly overrideEnvVars?: boolean;

  /**
   * Resource attributes besides those of the DynaKube, which they outrank. Keys and values have the syntax of labels. Needs operator 1.10.
   *
   * @default - only those of the DynaKube
   */
  readonly additionalResourceAttributes?: { [key: string]: string };
}
