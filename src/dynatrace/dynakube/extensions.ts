import { ResourceRequirements } from '../pods/resource-requirements';
import { TopologySpreadConstraint } from '../pods/topology-spread-constraint';

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
