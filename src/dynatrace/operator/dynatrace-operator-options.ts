import { ResourceRequirements } from '../pods/resource-requirements';
import { Toleration } from '../pods/toleration';

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
   * Taints of nodes that the pods tolerate, beside `kubernetes.io/arch`.
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
