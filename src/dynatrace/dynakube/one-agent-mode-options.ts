import { ResourceRequirements, EnvVar } from '../pods/container';
import { ImagePullPolicy } from '../pods/image-ref';
import { LabelSelector } from '../pods/label-selector';
import { RollingUpdateDaemonSet } from '../pods/rolling-update';
import { Toleration, DnsPolicy } from '../pods/scheduling';

/** What every OneAgent mode takes. */
export interface OneAgentModeOptions {
  /**
   * Version of OneAgent or its code modules, such as `1.331.35.20260115-104523`. The vendor has deprecated it: name an image instead.
   *
   * @default - the latest version that the environment allows
   */
  readonly version?: string;

  /**
   * Resource attributes besides those of the DynaKube, which they outrank. Keys and values have the syntax of labels. Needs operator 1.10.
   *
   * @default - only those of the DynaKube
   */
  readonly additionalResourceAttributes?: { [key: string]: string };
}

/** What the modes take that inject code modules into the pods of applications. */
export interface CodeModulesOptions extends OneAgentModeOptions {
  /**
   * The namespaces whose pods get code modules, by their labels. The operator's own namespace and those of Kubernetes and OpenShift are left out
   * in any case; `istio-system` is not.
   *
   * @default - all namespaces
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * Image of the code modules, for the CSI driver or the node to pull.
   *
   * @default - the code modules are downloaded from the environment
   */
  readonly codeModulesImage?: string;

  /**
   * When the image of the code modules is pulled. Needs operator 1.9.
   *
   * @default - what Kubernetes does: always for the tag `latest`, else if the node does not have the image
   */
  readonly codeModulesImagePullPolicy?: ImagePullPolicy;

  /**
   * Resources of the init container that the injected pods get.
   *
   * @default - the operator's: none but for mere metadata enrichment (30m CPU and 30Mi; 100m and 60Mi at most)
   */
  readonly initResources?: ResourceRequirements;
}

/** What the modes take that run OneAgent on the nodes, as a DaemonSet. */
export interface OneAgentDaemonSetOptions extends OneAgentModeOptions {
  /**
   * Image of OneAgent.
   *
   * @default - the one of the environment's own registry, at the host of `apiUrl`
   */
  readonly image?: string;

  /**
   * When the image is pulled. Needs operator 1.9.
   *
   * @default - what Kubernetes does: always for the tag `latest`, else if the node does not have the image
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Arguments of the OneAgent installer, such as `--set-host-property=team=shop`, in the order given. The host group has a property of the DynaKube.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Environment variables of the OneAgent pods, in the order given.
   *
   * @default - none
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
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels of the OneAgent pods.
   *
   * @default - the operator's
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the OneAgent pods.
   *
   * @default - the operator's
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
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Seccomp profile of the OneAgent pods: a file of the node, relative to the kubelet's folder of profiles.
   *
   * @default - none
   */
  readonly secCompProfile?: string;

  /**
   * Folder of the node that OneAgent writes its state to.
   *
   * @default '/var/opt/dynatrace'
   */
  readonly storageHostPath?: string;

  /**
   * How many OneAgent pods are replaced at once. Needs operator 1.9.
   *
   * @default - one after the other
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
