import { ResourceProps } from '../../core/resource';
import { ChartDelivery } from '../delivery/helm-delivery';
import { ResourceRequirements } from '../pods/container';
import { ImageRef } from '../pods/image-ref';
import { Toleration } from '../pods/scheduling';
import { OperatorPlatform } from '../shared/operator-target';

/** Properties of `DynatraceOperator`. `metadata` applies to the Application or HelmRelease. */
export interface DynatraceOperatorProps extends ResourceProps {
  /** The tool that installs the chart: Argo CD or Flux. */
  readonly delivery: ChartDelivery;

  /**
   * Version of the chart and the operator: from 1.8 to 1.11, with three numbers and without a `v`.
   *
   * @default '1.10.2'
   */
  readonly version?: string;

  /**
   * Namespace of the operator, the only namespace in which it finds DynaKubes.
   *
   * @default - the namespace of the chart
   */
  readonly operatorNamespace?: string;

  /**
   * Whether the namespace of the operator is created, with the label `istio-injection: disabled` unless `allowSidecars` is set.
   *
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * Whether pods of the namespace get a sidecar if they have the label `sidecar.istio.io/inject: "true"`, such as those of an ActiveGate in the mesh. If true,
   * the namespace has no label `istio-injection`, and the pods of the operator, its webhook and its CSI driver have the label `sidecar.istio.io/inject: "false"`
   * instead, because Dynatrace does not support them in the mesh.
   *
   * @default false
   * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
   */
  readonly allowSidecars?: boolean;

  /**
   * Additional labels of the namespace of the operator, if it is created. Labels that would add the namespace to the mesh are rejected, because Dynatrace does
   * not support that.
   *
   * @default - no additional labels
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * Registry and path of the chart `dynatrace-operator`, without a scheme.
   *
   * @default 'public.ecr.aws/dynatrace'
   */
  readonly chartRepository?: string;

  /**
   * Platform of the cluster, which decides about images and permissions.
   *
   * @default - the chart detects the platform
   */
  readonly platform?: OperatorPlatform;

  /**
   * The image of the operator, its webhook and its CSI driver. `tag` and `digest` need `repository`, otherwise the chart ignores them.
   *
   * @default - the vendor's image for the platform, with the version of the chart
   */
  readonly imageRef?: ImageRef;

  /**
   * Name of the Secret for pulling the image, of the type `kubernetes.io/dockerconfigjson`.
   *
   * @default - the image is public
   */
  readonly customPullSecret?: string;

  /**
   * Whether the chart installs and updates the CRDs. If false, the cluster must already have them.
   *
   * @default true
   */
  readonly installCRD?: boolean;

  /**
   * Whether the operator, its webhook and its CSI driver write debug logs.
   *
   * @default false
   */
  readonly debugLogs?: boolean;

  /**
   * Options of the pods of the operator.
   *
   * @default - the chart's defaults
   */
  readonly operator?: OperatorPodOptions;

  /**
   * Options of the webhook.
   *
   * @default - the chart's defaults
   */
  readonly webhook?: OperatorWebhookOptions;

  /**
   * Options of the CSI driver.
   *
   * @default - the chart's defaults
   */
  readonly csiDriver?: OperatorCsiDriverOptions;

  /**
   * Modules of the operator that are not installed.
   *
   * @default - all modules are installed
   */
  readonly disabledModules?: OperatorModule[];

  /**
   * Values of the chart that the other properties don't cover, named as in the chart. They are merged with the values of the properties, field by field.
   * A list replaces that of the chart, as usual with Helm.
   *
   * @default - no other values
   * @see https://github.com/Dynatrace/dynatrace-operator/blob/main/config/helm/chart/default/values.yaml
   */
  readonly values?: { [key: string]: any };
}

/** A module of the operator that can be left out. The operator then lacks its permissions, and rejects DynaKubes that need it. */
export enum OperatorModule {
  /** ActiveGates. Kubernetes monitoring needs it. */
  ACTIVE_GATE = 'activeGate',
  /** The ActiveGate capability `kubernetes-monitoring`. KSPM needs it. */
  KUBERNETES_MONITORING = 'kubernetesMonitoring',
  /** EdgeConnects. */
  EDGE_CONNECT = 'edgeConnect',
  /** Extensions: Prometheus and databases. */
  EXTENSIONS = 'extensions',
  /** Telemetry ingest in the cluster. */
  TELEMETRY_INGEST = 'telemetryIngest',
  /** Log monitoring. */
  LOG_MONITORING = 'logMonitoring',
  /** OneAgent on the nodes. Code modules in pods don't need it. */
  ONE_AGENT = 'oneAgent',
  /** Kubernetes Security Posture Management. */
  KSPM = 'kspm',
}

/** What happens to a pod if the API server can't call the webhook of the operator. */
export enum WebhookFailurePolicy {
  /** It starts without code modules. */
  IGNORE = 'Ignore',
  /** It is rejected. */
  FAIL = 'Fail',
}

/** Options of pods of the operator. Resources that are not in `requests` and `limits` keep the amounts of the chart. */
export interface OperatorPodOptions extends ResourceRequirements {
  /**
   * Labels of the nodes that the pods run on.
   *
   * @default - all Linux nodes with an architecture of the image
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of nodes that the pods tolerate, in addition to `kubernetes.io/arch`.
   *
   * @default - no additional taints
   */
  readonly tolerations?: Toleration[];

  /**
   * Additional labels of the Deployment and its pods.
   *
   * @default - no additional labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * Additional annotations of the Deployment and its pods.
   *
   * @default - no additional annotations
   */
  readonly annotations?: { [key: string]: string };
}

/** Options of the webhook of the operator. */
export interface OperatorWebhookOptions extends OperatorPodOptions {
  /**
   * Number of pods of the webhook. Needs operator 1.9.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Whether the webhook uses the network of its node, for clusters whose API server can't reach pods, such as EKS with the Calico network.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * What happens to a pod if the API server can't call the webhook.
   *
   * @default WebhookFailurePolicy.IGNORE
   */
  readonly failurePolicy?: WebhookFailurePolicy;
}

/** Options of the CSI driver of the operator, which stores one copy of the code modules on each node for all of its pods. */
export interface OperatorCsiDriverOptions {
  /**
   * Whether the CSI driver runs. Without it, each pod downloads the code modules itself.
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
   * Taints of nodes that the CSI driver tolerates, instead of those of the chart.
   *
   * @default - the taints of control planes
   */
  readonly tolerations?: Toleration[];

  /**
   * Additional labels of the DaemonSet and its pods.
   *
   * @default - no additional labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * Additional annotations of the DaemonSet and its pods.
   *
   * @default - no additional annotations
   */
  readonly annotations?: { [key: string]: string };
}
