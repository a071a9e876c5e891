import { ActiveGatePodOptions } from './active-gate-options';
import { ResourceRequirements } from '../pods/container';
import { LabelSelector } from '../pods/label-selector';
import { TopologySpreadConstraint } from '../pods/scheduling';

/** Pods that run extensions which look at databases. */
export interface ExtensionDatabase {
  /** Id of the database's executor: lower-case letters, digits and hyphens, 8 characters at most. */
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
   * @default - the operator's
   */
  readonly resources?: ResourceRequirements;

  /**
   * Labels of the pods.
   *
   * @default - the operator's
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - the operator's
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the nodes that the pods may run on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * How evenly the pods are spread over the cluster.
   *
   * @default - the operator's
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
 * Extensions that run in the cluster: a controller (`<DynaKube>-extension-controller`), and what belongs to each kind. They turn the ActiveGate on, and
 * need its capability `KUBERNETES_MONITORING` and images: see `templates`.
 *
 * Volumes and affinity of databases go into `spec.extensions.databases` of the DynaKube, the whole list then.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface Extensions {
  /**
   * Whether metrics of Prometheus are taken. Needs the image in `templates.otelCollector`, up to operator 1.10.
   *
   * @default false
   */
  readonly prometheus?: boolean;

  /**
   * What looks at databases, one Deployment each. Operator 1.8 takes one.
   *
   * @default - none
   */
  readonly databases?: ExtensionDatabase[];
}

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

/** Picks log records by one attribute. */
export interface IngestRuleMatcher {
  /** Attribute of the record, such as `k8s.namespace.name`. */
  readonly attribute: string;

  /** The values of which the record must have one. */
  readonly values: string[];
}

/**
 * Log monitoring. Where a mode runs OneAgent on the nodes it is part of that; else the operator runs it as a DaemonSet of its own
 * (`<DynaKube>-logmonitoring`), whose image and more are in `templates.logMonitoring`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface LogMonitoring {
  /**
   * Which records are sent: those that meet all of these.
   *
   * @default - what is set in the environment
   */
  readonly ingestRuleMatchers?: IngestRuleMatcher[];
}

/**
 * Metadata of Kubernetes for what pods send, added by the operator's webhook. Where a mode injects code modules, that happens in any case.
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
   * @default - all namespaces but the operator's own and those of Kubernetes and OpenShift
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * Resources of the init container that the pods get. Needs operator 1.10.
   *
   * @default - requests of 30m CPU and 30Mi, limits of 100m CPU and 60Mi
   */
  readonly initResources?: ResourceRequirements;
}

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
   * The namespaces whose pods get the variables, by their labels. An empty selector shows that all namespaces are intended.
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

/** Protocols by which the cluster takes telemetry. */
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
 * Takes telemetry inside the cluster: a collector of OpenTelemetry behind the Service `<DynaKube>-telemetry-ingest`. Up to operator 1.10 it needs the image
 * in `templates.otelCollector`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface TelemetryIngest {
  /**
   * What is taken.
   *
   * @default - all protocols
   */
  readonly protocols?: TelemetryProtocol[];

  /**
   * Name of the Service: a DNS label that begins with a letter, and ends in none of the names that the operator gives its own Services.
   *
   * @default - `<DynaKube>-telemetry-ingest`
   */
  readonly serviceName?: string;

  /**
   * Name of a TLS Secret with the Service's certificate.
   *
   * @default - plain text
   */
  readonly tlsRefName?: string;
}
