import { EnvVar, ResourceRequirements } from '../pods/container';
import { ImageRef } from '../pods/image-ref';
import { RollingUpdateDaemonSet } from '../pods/rolling-update';
import { DnsPolicy, Toleration, TopologySpreadConstraint } from '../pods/scheduling';

/** Options that most of the other workloads of the operator have in common. */
export interface DynaKubeTemplate {
  /**
   * Image of the workload.
   *
   * @default - the vendor's public image if the DynaKube uses the public registry; otherwise the operator requires an image
   */
  readonly imageRef?: ImageRef;

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
   * Taints of nodes that the pods tolerate.
   *
   * @default - no taints
   */
  readonly tolerations?: Toleration[];
}

/** The controller of extensions. Set a `persistentVolumeClaim` in `spec.templates` of the DynaKube. */
export interface ExtensionExecutionControllerTemplate extends DynaKubeTemplate {
  /**
   * How evenly the pods are spread over the cluster.
   *
   * @default - the operator's default
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * Whether the controller stores its state in the pod instead of a persistent volume.
   *
   * @default false
   */
  readonly useEphemeralVolume?: boolean;

  /**
   * Name of a TLS Secret with the certificate of the controller.
   *
   * @default - a certificate that the operator creates
   */
  readonly tlsRefName?: string;

  /**
   * Name of a ConfigMap with settings of the controller.
   *
   * @default - no settings
   */
  readonly customConfig?: string;

  /**
   * Name of a Secret with the certificates that verify custom extensions.
   *
   * @default - no certificates
   */
  readonly customExtensionCertificates?: string;
}

/** The executor of extensions for databases. */
export interface SqlExtensionExecutorTemplate {
  /** Image of the workload. */
  readonly imageRef: ImageRef;

  /**
   * Taints of nodes that the pods tolerate.
   *
   * @default - no taints
   */
  readonly tolerations?: Toleration[];
}

/** The DaemonSet of KSPM. Set `nodeAffinity` and `updateStrategy` in `spec.templates` of the DynaKube. */
export interface KspmNodeConfigurationCollectorTemplate extends DynaKubeTemplate {
  /**
   * Arguments of the container, in this order.
   *
   * @default - no additional arguments
   */
  readonly args?: string[];

  /**
   * Environment variables of the pods, in this order.
   *
   * @default - no additional variables
   */
  readonly env?: EnvVar[];

  /**
   * Labels of the nodes that the pods run on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Name of the PriorityClass of the pods.
   *
   * @default - the default of the cluster
   */
  readonly priorityClassName?: string;
}

/** The DaemonSet of log monitoring. If the mode runs OneAgent on the nodes, it has no effect, and the operator prints a warning. */
export interface LogMonitoringTemplate extends DynaKubeTemplate {
  /**
   * Arguments of the container, in this order.
   *
   * @default - no additional arguments
   */
  readonly args?: string[];

  /**
   * Labels of the nodes that the pods run on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * How the pods resolve DNS names.
   *
   * @default - the default of the cluster
   */
  readonly dnsPolicy?: DnsPolicy;

  /**
   * Name of the PriorityClass of the pods.
   *
   * @default - the default of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * Seccomp profile of the pods: path of a file on the node, relative to the kubelet's folder for profiles.
   *
   * @default - no profile
   */
  readonly secCompProfile?: string;

  /**
   * Rolling update of the pods. Needs operator 1.9.
   *
   * @default - one pod at a time
   */
  readonly rollingUpdate?: RollingUpdateDaemonSet;
}

/** The OpenTelemetry Collector, for telemetry ingest and Prometheus. */
export interface OtelCollectorTemplate extends DynaKubeTemplate {
  /**
   * Number of pods, 0 to 2147483647.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Labels of the nodes that the pods can run on. Needs operator 1.10.
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
   * Name of a TLS Secret with the certificates of authorities that the collector trusts.
   *
   * @default - no certificates
   */
  readonly tlsRefName?: string;
}

/**
 * Images and settings of the other workloads of the operator, which are neither OneAgent nor ActiveGate.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface DynaKubeTemplates {
  /**
   * The controller of extensions.
   *
   * @default - the operator's defaults
   */
  readonly extensionExecutionController?: ExtensionExecutionControllerTemplate;

  /**
   * The executor of extensions for databases.
   *
   * @default - the operator's defaults
   */
  readonly sqlExtensionExecutor?: SqlExtensionExecutorTemplate;

  /**
   * The DaemonSet of KSPM.
   *
   * @default - the operator's defaults
   */
  readonly kspmNodeConfigurationCollector?: KspmNodeConfigurationCollectorTemplate;

  /**
   * The DaemonSet of log monitoring.
   *
   * @default - the operator's defaults
   */
  readonly logMonitoring?: LogMonitoringTemplate;

  /**
   * The OpenTelemetry Collector.
   *
   * @default - the operator's defaults
   */
  readonly otelCollector?: OtelCollectorTemplate;
}
