import { ActiveGatePodOptions } from './active-gate-options';
import { ResourceRequirements } from '../pods/container';
import { LabelSelector } from '../pods/label-selector';
import { TopologySpreadConstraint } from '../pods/scheduling';

/** A Deployment that runs extensions for databases. */
export interface ExtensionDatabase {
  /** Id of the executor: lower-case letters, digits and hyphens, at most 8 characters, unique in the DynaKube. */
  readonly id: string;

  /**
   * Number of pods, 0 to 2147483647.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Resources of the container.
   *
   * @default - the operator's default
   */
  readonly resources?: ResourceRequirements;

  /**
   * Labels of the pods.
   *
   * @default - the operator's default
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - the operator's default
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the nodes that the pods can run on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * How evenly the pods are spread over the cluster.
   *
   * @default - the operator's default
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * Name of the ServiceAccount of the pods.
   *
   * @default 'dynatrace-sql-ext-exec'
   */
  readonly serviceAccountName?: string;
}

/**
 * Extensions that run in the cluster: a controller (`<DynaKube>-extension-controller`) and the workloads of each extension. They turn the ActiveGate on. They
 * need its capability `KUBERNETES_MONITORING`, and images: see `templates`.
 *
 * For databases with volumes or affinity, set the whole list in `spec.extensions.databases` of the DynaKube.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface Extensions {
  /**
   * Whether Prometheus metrics are collected. Up to operator 1.10, it needs the image in `templates.otelCollector`.
   *
   * @default false
   */
  readonly prometheus?: boolean;

  /**
   * Executors for databases, one Deployment each. Operator 1.8 supports only one.
   *
   * @default - no executors
   */
  readonly databases?: ExtensionDatabase[];
}

/**
 * Kubernetes Security Posture Management: a DaemonSet (`<DynaKube>-node-config-collector`) that reads the configuration of the nodes. It needs an ActiveGate
 * with the capability `KUBERNETES_MONITORING` and at most one replica. Up to operator 1.10, it needs the image in
 * `templates.kspmNodeConfigurationCollector`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface Kspm {
  /**
   * Folders of the nodes that are read: absolute paths. `/` can't be combined with others.
   *
   * @default - the operator's default, with a warning of the operator
   */
  readonly mappedHostPaths?: string[];
}

/**
 * A separate ActiveGate that only monitors the cluster through the Kubernetes API. Needs operator 1.11; depending on its values, the chart must turn the
 * feature on.
 *
 * With older operators, use the capability `KUBERNETES_MONITORING` of `activeGate`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface KubernetesMonitoringOptions extends ActiveGatePodOptions {
  /**
   * Name of a Secret with the certificate of the ActiveGate (`tlsCertsRef.secretName`).
   *
   * @default - a certificate that the operator creates
   */
  readonly tlsSecretName?: string;

  /**
   * Name of the cluster in Dynatrace (`registration.clusterName`).
   *
   * @default - the name of the DynaKube
   */
  readonly clusterName?: string;
}

/** Selects log records by an attribute. */
export interface IngestRuleMatcher {
  /** Attribute of the record, such as `k8s.namespace.name`. */
  readonly attribute: string;

  /** Values, at least one. The attribute of the record must have one of them. */
  readonly values: string[];
}

/**
 * Log monitoring. If the mode runs OneAgent on the nodes, OneAgent does it. Otherwise the operator runs a DaemonSet (`<DynaKube>-logmonitoring`), whose image
 * and settings are in `templates.logMonitoring`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface LogMonitoring {
  /**
   * Log records that are sent: those that meet all matchers.
   *
   * @default - the settings of the environment
   */
  readonly ingestRuleMatchers?: IngestRuleMatcher[];
}

/**
 * Adds Kubernetes metadata to the telemetry of pods, with the webhook of the operator. Modes that inject code modules always do this.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface MetadataEnrichment {
  /**
   * Whether pods are enriched.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The namespaces whose pods are enriched, by their labels. An empty selector shows that all namespaces are intended.
   *
   * @default - all namespaces except those of the operator, Kubernetes and OpenShift
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * Resources of the init container in the pods. Needs operator 1.10.
   *
   * @default - requests of 30m CPU and 30Mi, limits of 100m CPU and 60Mi
   */
  readonly initResources?: ResourceRequirements;
}

/** A signal that the OTLP exporters of applications send. */
export enum OtlpSignal {
  /** Metrics. */
  METRICS = 'metrics',
  /** Traces. */
  TRACES = 'traces',
  /** Logs. */
  LOGS = 'logs',
}

/**
 * Environment variables with which the OTLP exporters of applications send data to Dynatrace. The webhook of the operator adds them to the pods.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface OtlpExporterConfiguration {
  /** Signals that are sent, at least one. */
  readonly signals: OtlpSignal[];

  /**
   * The namespaces whose pods get the variables, by their labels. An empty selector shows that all namespaces are intended.
   *
   * @default - all namespaces except those of the operator, Kubernetes and OpenShift
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * Whether existing variables of the pods are replaced.
   *
   * @default false
   */
  readonly overrideEnvVars?: boolean;

  /**
   * Resource attributes in addition to those of the DynaKube. If both have a key, this value applies. Keys and values have the syntax of labels. Needs
   * operator 1.10.
   *
   * @default - only the attributes of the DynaKube
   */
  readonly additionalResourceAttributes?: { [key: string]: string };
}

/** A protocol for telemetry ingest in the cluster. */
export enum TelemetryProtocol {
  /** OpenTelemetry: gRPC on port 4317, HTTP on port 4318. */
  OTLP = 'otlp',
  /** Jaeger: ports 14250, 14268, 6831 and 6832. */
  JAEGER = 'jaeger',
  /** Zipkin: port 9411. */
  ZIPKIN = 'zipkin',
  /** StatsD: port 8125. */
  STATSD = 'statsd',
}

/**
 * Ingests telemetry in the cluster: an OpenTelemetry Collector with the Service `<DynaKube>-telemetry-ingest`. Up to operator 1.10, it needs the image in
 * `templates.otelCollector`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface TelemetryIngest {
  /**
   * Protocols that are accepted.
   *
   * @default - all protocols
   */
  readonly protocols?: TelemetryProtocol[];

  /**
   * Name of the Service: a DNS label that begins with a letter. It must not end with a suffix that the operator uses for its other Services.
   *
   * @default - `<DynaKube>-telemetry-ingest`
   */
  readonly serviceName?: string;

  /**
   * Name of a TLS Secret with the certificate of the Service.
   *
   * @default - no TLS
   */
  readonly tlsRefName?: string;
}
