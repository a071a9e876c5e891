import { Duration } from 'cdk8s';
import { ActiveGateCustomProperties } from './active-gate-custom-properties';
import { DnsPolicy } from '../pods/dns-policy';
import { EnvVar } from '../pods/env-var';
import { ImagePullPolicy } from '../pods/image-pull-policy';
import { ResourceRequirements } from '../pods/resource-requirements';
import { RollingUpdateStatefulSetStrategy } from '../pods/rolling-update';
import { Toleration } from '../pods/toleration';
import { TopologySpreadConstraint } from '../pods/topology-spread-constraint';

/** What an ActiveGate takes, whichever way it runs. */
export interface ActiveGatePodOptions {
  /**
   * Number of pods.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Image of the ActiveGate.
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
   * Resources of the ActiveGate's container. The operator warns without limits.
   *
   * @default - none
   */
  readonly resources?: ResourceRequirements;

  /**
   * Environment variables of the pods, in the order given.
   *
   * @default - none
   */
  readonly env?: EnvVar[];

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
   * Taints of nodes that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * How evenly the pods are spread over the cluster.
   *
   * @default - over zones and nodes, as far as that is possible
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * Name of the PriorityClass of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * How the pods resolve DNS names.
   *
   * @default - the cluster's default
   */
  readonly dnsPolicy?: DnsPolicy;

  /**
   * Group of ActiveGates that this one belongs to.
   *
   * @default - none
   */
  readonly group?: string;

  /**
   * The `custom.properties` of the ActiveGate.
   *
   * @default - none
   */
  readonly customProperties?: ActiveGateCustomProperties;

  /**
   * How long a pod may take to stop, in whole seconds.
   *
   * @default - what Kubernetes gives: 30 seconds
   */
  readonly terminationGracePeriodSeconds?: Duration;

  /**
   * How the pods are replaced. Needs operator 1.9.
   *
   * @default - one after the other
   */
  readonly rollingUpdate?: RollingUpdateStatefulSetStrategy;
}
