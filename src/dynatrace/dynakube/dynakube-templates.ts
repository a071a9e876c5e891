import { EnvVar, ResourceRequirements } from '../pods/container';
import { ImageRef } from '../pods/image-ref';
import { RollingUpdateDaemonSet } from '../pods/rolling-update';
import { DnsPolicy, Toleration, TopologySpreadConstraint } from '../pods/scheduling';

/** What most of the operator's other workloads take. */
export interface DynaKubeTemplate {
  /**
   * Image of the workload.
   *
   * @default - the vendor's public one if the DynaKube uses that registry, else none: the operator asks for it
   */
  readonly imageRef?: ImageRef;

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
   * Taints of nodes that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];
}

/** The controller of extensions. A `persistentVolumeClaim` goes into `spec.templates` of the DynaKube. */
export interface ExtensionExecutionControllerTemplate extends DynaKubeTemplate {
  /**
   * How evenly the pods are spread over the cluster.
   *
   * @default - the operator's
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * Whether the controller keeps its state in the pod instead of on a volume that outlives it.
   *
   * @default false
   */
  readonly useEphemeralVolume?: boolean;

  /**
   * Name of a TLS Secret with the controller's certificate.
   *
   * @default - a certificate that the operator makes
   */
  readonly tlsRefName?: string;

  /**
   * Name of a ConfigMap with settings of the controller.
   *
   * @default - none
   */
  readonly customConfig?: string;

  /**
   * Name of a Secret with certificates by which extensions of your own are verified.
   *
   * @default - none
   */
  readonly customExtensionCertificates?: string;
}

/** What runs extensions that look at databases. */
export interface SqlExtensionExecutorTemplate {
  /** Image of the workload. */
  readonly imageRef: ImageRef;

  /**
   * Taints of nodes that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];
}

/** The DaemonSet of KSPM. `nodeAffinity` and `updateStrategy` go into `spec.templates` of the DynaKube. */
export interface KspmNodeConfigurationCollectorTemplate extends DynaKubeTemplate {
  /**
   * Arguments of the container, in the order given.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Environment variables of the pods, in the order given.
   *
   * @default - none
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
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/** The DaemonSet of log monitoring, where no mode runs OneAgent on the nodes. With such a mode it has no effect, and the operator warns. */
export interface LogMonitoringTemplate extends DynaKubeTemplate {
  /**
   * Arguments of the container, in the order given.
   *
   * @default - none
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
   * @default - the cluster's default
   */
  readonly dnsPolicy?: DnsPolicy;

  /**
   * Name of the PriorityClass of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Seccomp profile of the pods: a file of the node, relative to the kubelet's folder of profiles.
   *
   * @default - none
   */
  readonly secCompProfile?: string;

  /**
   * How many pods are replaced at once. Needs operator 1.9.
   *
   * @default - one after the other
   */
  readonly rollingUpdate?: RollingUpdateDaemonSet;
}

/** The collector of OpenTelemetry, for telemetry ingest and for Prometheus. */
export interface OtelCollectorTemplate extends DynaKubeTemplate {
  /**
   * Number of pods, 0 to 2147483647.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Labels of the nodes that the pods may run on. Needs operator 1.10.
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
   * Name of a TLS Secret with certificates of authorities that the collector trusts.
   *
   * @default - none
   */
  readonly tlsRefName?: string;
}

/**
 * Images and settings of the workloads that the operator runs besides OneAgent and ActiveGate.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface DynaKubeTemplates {
  /**
   * The controller of extensions.
   *
   * @default - the operator's own settings
   */
  readonly extensionExecutionController?: ExtensionExecutionControllerTemplate;

  /**
   * What runs extensions that look at databases.
   *
   * @default - the operator's own settings
   */
  readonly sqlExtensionExecutor?: SqlExtensionExecutorTemplate;

  /**
   * The DaemonSet of KSPM.
   *
   * @default - the operator's own settings
   */
  readonly kspmNodeConfigurationCollector?: KspmNodeConfigurationCollectorTemplate;

  /**
   * The DaemonSet of log monitoring.
   *
   * @default - the operator's own settings
   */
  readonly logMonitoring?: LogMonitoringTemplate;

  /**
   * The collector of OpenTelemetry.
   *
   * @default - the operator's own settings
   */
  readonly otelCollector?: OtelCollectorTemplate;
}
