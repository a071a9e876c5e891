import { ResourceProps } from '../core/resource';

/** Limits between which the number of pods follows the load. */
export interface EgressGatewayAutoscaling {
  /**
   * Smallest number of pods.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /** Largest number of pods. */
  readonly maxReplicas: number;

  /**
   * Share of the requested CPU, in percent, above which pods are added.
   *
   * @default 80
   */
  readonly targetCpuUtilization?: number;
}

/** Properties of `EgressGateway`. `metadata.name` is the name of all its objects: `egress-gateway` unless it is set. */
export interface EgressGatewayProps extends ResourceProps {
  /**
   * Number of pods, at least 1. Can't be combined with `autoscaling`.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Lets a HorizontalPodAutoscaler choose the number of pods.
   *
   * @default - none: `replicas`
   */
  readonly autoscaling?: EgressGatewayAutoscaling;

  /**
   * Labels that the Deployment, the Service and the Gateways select the pods by.
   *
   * @default - `istio` with the name of the gateway
   */
  readonly selector?: { [key: string]: string };

  /**
   * CPU that each pod requests, as a Kubernetes quantity.
   *
   * @default '100m'
   */
  readonly cpuRequest?: string;

  /**
   * Memory that each pod requests, as a Kubernetes quantity.
   *
   * @default '128Mi'
   */
  readonly memoryRequest?: string;

  /**
   * Memory that each pod may use, as a Kubernetes quantity.
   *
   * @default '1Gi'
   */
  readonly memoryLimit?: string;

  /**
   * Revision of Istio whose proxy the pods get.
   *
   * @default - the revision of the namespace, or the default revision
   */
  readonly revision?: string;

  /**
   * Whether the cluster is OpenShift, which assigns the user of the pods itself.
   *
   * @default false
   */
  readonly openShift?: boolean;

  /**
   * CIDRs outside the cluster that the gateway may connect to, on all ports: a NetworkPolicy lets its pods out to these, to the DNS pods and to istiod only. If another
   * NetworkPolicy blocks the namespace of the gateway, set `0.0.0.0/0` and `::/0`. With NodeLocal DNSCache, add its address, `169.254.20.10/32`.
   *
   * @default - no NetworkPolicy
   */
  readonly allowedCidrs?: string[];
}
