import { OperatorCsiDriverOptions, OperatorModule, OperatorPodOptions, OperatorWebhookOptions } from './dynatrace-operator-options';
import { ResourceProps } from '../../core/resource';
import { ChartDelivery } from '../delivery/helm-delivery';
import { ImageRef } from '../pods/image-ref';
import { OperatorPlatform } from '../shared/operator-platform';

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
   * @default - the chart's
   */
  readonly operator?: OperatorPodOptions;

  /**
   * The webhook.
   *
   * @default - the chart's
   */
  readonly webhook?: OperatorWebhookOptions;

  /**
   * The CSI driver.
   *
   * @default - the chart's
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
