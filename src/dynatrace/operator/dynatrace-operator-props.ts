import { ResourceProps } from '../../core/resource';
import { ChartDelivery } from '../delivery/helm-delivery';
import { ResourceRequirements } from '../pods/container';
import { ImageRef } from '../pods/image-ref';
import { Toleration } from '../pods/scheduling';
import { OperatorPlatform } from '../shared/operator-target';

/** Properties of `DynatraceOperator`. Its `metadata` is that of the Application or HelmRelease. */
export interface DynatraceOperatorProps extends ResourceProps {
  /** Who installs the chart. */
  readonly delivery: ChartDelivery;

  /**
   * Version of the chart, which is that of the operator: from 1.8 to 1.11, with three numbers and without a `v`.
   *
   * @default '1.10.2'
   */
  readonly version?: string;

  /**
   * Namespace that the operator runs in, and the only one that it looks for DynaKubes in.
   *
   * @default - the namespace of the chart
   */
  readonly operatorNamespace?: string;

  /**
   * Whether the operator's namespace is created, with the label `istio-injection: disabled`.
   *
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * More labels of the operator's namespace, if that is created. Those that would take it into the mesh are refused, because the vendor does not support that.
   *
   * @default - none
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * Registry and path that have the chart `dynatrace-operator`, without a scheme.
   *
   * @default 'public.ecr.aws/dynatrace'
   */
  readonly chartRepository?: string;

  /**
   * What kind of cluster it is: images and permissions differ.
   *
   * @default - the chart asks the cluster
   */
  readonly platform?: OperatorPlatform;

  /**
   * The image of the operator, its webhook and its CSI driver. The chart heeds `tag` and `digest` together with `repository` only.
   *
   * @default - the vendor's, by platform, with the chart's version
   */
  readonly imageRef?: ImageRef;

  /**
   * Name of the Secret with which that image is pulled, of the type `kubernetes.io/dockerconfigjson`.
   *
   * @default - the image is public
   */
  readonly customPullSecret?: string;

  /**
   * Whether the chart installs and updates the CRDs. If not, they must be there before.
   *
   * @default true
   */
  readonly installCRD?: boolean;

  /**
   * Whether operator, webhook and CSI driver log everything.
   *
   * @default false
   */
  readonly debugLogs?: boolean;

  /**
   * The operator itself.
   *
   * @default - the chart's default
   */
  readonly operator?: OperatorPodOptions;

  /**
   * The webhook.
   *
   * @default - the chart's default
   */
  readonly webhook?: OperatorWebhookOptions;

  /**
   * The CSI driver.
   *
   * @default - the chart's default
   */
  readonly csiDriver?: OperatorCsiDriverOptions;

  /**
   * Parts of the operator that are left out.
   *
   * @default - none
   */
  readonly disabledModules?: OperatorModule[];

  /**
   * Values of the chart in the vendor's own words, for those that there is no property for. They add to what the properties say, field by field.
   * Lists take the place of the chart's, as always with Helm.
   *
   * @default - none
   * @see https://github.com/Dynatrace/dynatrace-operator/blob/main/config/helm/chart/default/values.yaml
   */
  readonly values?: { [key: string]: any };
}

/** A part of the operator that can be left out. What it needs is then not in the cluster, and DynaKubes that want it are refused. */
export enum OperatorModule {
  /** ActiveGates. Kubernetes monitoring needs it. */
  ACTIVE_GATE = 'activeGate',
  /** The ActiveGate capability `kubernetes-monitoring`. KSPM needs it. */
  KUBERNETES_MONITORING = 'kubernetesMonitoring',
  /** EdgeConnects. */
  EDGE_CONNECT = 'edgeConnect',
  /** Extensions: Prometheus and databases. */
  EXTENSIONS = 'extensions',
  /** Endpoints of the cluster that take telemetry. */
  TELEMETRY_INGEST = 'telemetryIngest',
  /** Log monitoring. */
  LOG_MONITORING = 'logMonitoring',
  /** OneAgent on the nodes. Code modules in pods do without. */
  ONE_AGENT = 'oneAgent',
  /** Kubernetes Security Posture Management. */
  KSPM = 'kspm',
}

/** What happens to a pod that the operator's webhook can't be asked about. */
export enum WebhookFailurePolicy {
  /** It starts without code modules. */
  IGNORE = 'Ignore',
  /** It is refused. */
  FAIL = 'Fail',
}

/** Pods of the operator. What `requests` and `limits` leave out keeps the chart's amount. */
export interface OperatorPodOptions extends ResourceRequirements {
  /**
   * Labels of the nodes that the pods run on.
   *
   * @default - all nodes with Linux and a processor that the image is built for
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of nodes that the pods tolerate, in addition to `kubernetes.io/arch`.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * More labels of the Deployment and its pods.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * More annotations of the Deployment and its pods.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** The operator's webhook. */
export interface OperatorWebhookOptions extends OperatorPodOptions {
  /**
   * How many pods of the webhook run. Since 1.9.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Whether the webhook has the network of its node, for clusters whose API server does not reach pods, such as EKS with Calico's network.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * What happens to a pod while the webhook can't be asked.
   *
   * @default WebhookFailurePolicy.IGNORE
   */
  readonly failurePolicy?: WebhookFailurePolicy;
}

/** The operator's CSI driver, which keeps one copy of the code modules on each node for all of its pods. */
export interface OperatorCsiDriverOptions {
  /**
   * Whether the CSI driver runs. Without it each pod fetches code modules by itself.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Folder of the kubelet on the nodes.
   *
   * @default '/var/lib/kubelet'
   */
  readonly kubeletPath?: string;

  /**
   * Labels of the nodes that the CSI driver runs on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of nodes that the CSI driver tolerates, in place of the chart's.
   *
   * @default - those of control planes
   */
  readonly tolerations?: Toleration[];

  /**
   * More labels of the DaemonSet and its pods.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * More annotations of the DaemonSet and its pods.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
