import { ResourceRequirements, EnvVar } from '../pods/container';
import { ImagePullPolicy } from '../pods/image-ref';
import { LabelSelector } from '../pods/label-selector';
import { RollingUpdateDaemonSet } from '../pods/rolling-update';
import { Toleration, DnsPolicy } from '../pods/scheduling';

/** Options that all modes have in common. */
export interface OneAgentModeOptions {
  /**
   * Version of OneAgent or the code modules, such as `1.331.35.20260115-104523`. The vendor has deprecated this field: set an image instead.
   *
   * @default - the latest version that the environment provides
   */
  readonly version?: string;

  /**
   * Resource attributes in addition to those of the DynaKube. If both have a key, this value applies. Keys and values have the syntax of labels. Needs
   * operator 1.10.
   *
   * @default - only the attributes of the DynaKube
   */
  readonly additionalResourceAttributes?: { [key: string]: string };
}

/** Options of the modes that inject code modules into the pods of applications. */
export interface CodeModulesOptions extends OneAgentModeOptions {
  /**
   * Labels of the namespaces whose pods are injected. The namespaces of the operator, Kubernetes and OpenShift are never injected; `istio-system` can be.
   *
   * @default - all namespaces
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * Image of the code modules, which the CSI driver or the node pulls.
   *
   * @default - the code modules are downloaded from the environment
   */
  readonly codeModulesImage?: string;

  /**
   * When the image of the code modules is pulled. Needs operator 1.9.
   *
   * @default - the default of Kubernetes: always for the tag `latest`, otherwise if the node does not have the image
   */
  readonly codeModulesImagePullPolicy?: ImagePullPolicy;

  /**
   * Resources of the init container in injected pods.
   *
   * @default - the operator's default: no resources; if pods are only enriched with metadata, requests of 30m CPU and 30Mi, limits of 100m CPU and 60Mi
   */
  readonly initResources?: ResourceRequirements;
}

/** Options of the modes that run OneAgent on the nodes, as a DaemonSet. */
export interface OneAgentDaemonSetOptions extends OneAgentModeOptions {
  /**
   * Image of OneAgent.
   *
   * @default - the image in the registry of the environment, at the host of `apiUrl`
   */
  readonly image?: string;

  /**
   * When the image is pulled. Needs operator 1.9.
   *
   * @default - the default of Kubernetes: always for the tag `latest`, otherwise if the node does not have the image
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Arguments of the OneAgent installer, such as `--set-host-property=team=shop`, in this order. For the host group, use `hostGroup` of the DynaKube.
   *
   * @default - no additional arguments
   */
  readonly args?: string[];

  /**
   * Environment variables of the OneAgent pods, in this order.
   *
   * @default - no additional variables
   */
  readonly env?: EnvVar[];

  /**
   * Resources of the OneAgent container.
   *
   * @default - a request of 100m CPU
   */
  readonly oneAgentResources?: ResourceRequirements;

  /**
   * Labels of the nodes that OneAgent runs on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of nodes that the OneAgent pods tolerate.
   *
   * @default - no taints
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels of the OneAgent pods.
   *
   * @default - the operator's default
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the OneAgent pods.
   *
   * @default - the operator's default
   */
  readonly annotations?: { [key: string]: string };

  /**
   * How the OneAgent pods resolve DNS names.
   *
   * @default DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET
   */
  readonly dnsPolicy?: DnsPolicy;

  /**
   * Name of the PriorityClass of the OneAgent pods.
   *
   * @default - the default of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * Seccomp profile of the OneAgent pods: path of a file on the node, relative to the kubelet's folder for profiles.
   *
   * @default - no profile
   */
  readonly secCompProfile?: string;

  /**
   * Folder of the node in which OneAgent stores its state.
   *
   * @default '/var/opt/dynatrace'
   */
  readonly storageHostPath?: string;

  /**
   * Rolling update of the OneAgent pods. Needs operator 1.9.
   *
   * @default - one pod at a time
   */
  readonly rollingUpdate?: RollingUpdateDaemonSet;
}

/** Options of the mode `cloudNativeFullStack`. */
export interface CloudNativeFullStackOptions extends CodeModulesOptions, OneAgentDaemonSetOptions {
}

/** Options of the mode `applicationMonitoring`. */
export interface ApplicationMonitoringOptions extends CodeModulesOptions {
}

/** Options of the mode `hostMonitoring`. */
export interface HostMonitoringOptions extends OneAgentDaemonSetOptions {
}

/** Options of the mode `classicFullStack`. */
export interface ClassicFullStackOptions extends OneAgentDaemonSetOptions {
}
