import { Duration } from 'cdk8s';
import { checkCall } from '../../core/signatures/check-call';
import { ResourceRequirements, EnvVar } from '../pods/container';
import { ImagePullPolicy } from '../pods/image-ref';
import { RollingUpdateStatefulSetStrategy } from '../pods/rolling-update';
import { Toleration, TopologySpreadConstraint, DnsPolicy } from '../pods/scheduling';
import { objectName } from '../shared/object-name';

/**
 * The ActiveGate of a DynaKube: a StatefulSet and a Service named `<DynaKube>-activegate`. It runs if it has a capability, or if an extension is on. Set
 * other fields, such as `volumeClaimTemplate`, in `spec.activeGate` of the DynaKube.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface ActiveGateOptions extends ActiveGatePodOptions {
  /**
   * Capabilities of the ActiveGate. `DynaKube.addCapability()` adds more.
   *
   * @default - no capabilities: the ActiveGate runs only if an extension needs it
   */
  readonly capabilities?: ActiveGateCapability[];

  /**
   * Name of a Secret with the certificate of the ActiveGate, under the keys `server.p12`, `password` and `server.crt`.
   *
   * @default - a certificate that the operator creates
   */
  readonly tlsSecretName?: string;

  /**
   * Whether data that is not sent yet is stored in the pod instead of a persistent volume. It applies to telemetry ingest only.
   *
   * @default false
   */
  readonly useEphemeralVolume?: boolean;
}

/**
 * A capability of an ActiveGate in the cluster.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export enum ActiveGateCapability {
  /** Routes the traffic of OneAgents to the environment. */
  ROUTING = 'routing',
  /** Monitors the cluster through the Kubernetes API. */
  KUBERNETES_MONITORING = 'kubernetes-monitoring',
  /** Ingests metrics. */
  METRICS_INGEST = 'metrics-ingest',
  /** Provides the Dynatrace API to workloads of the cluster. */
  DYNATRACE_API = 'dynatrace-api',
  /** Supports debuggers. */
  DEBUGGING = 'debugging',
}

/** The source of the `custom.properties` of an ActiveGate. */
export class ActiveGateCustomProperties {
  /**
   * The text of the file. It is readable in the manifest: put passwords into a Secret.
   *
   * @throws if the text is empty
   */
  public static text(text: string): ActiveGateCustomProperties {
    checkCall('ActiveGateCustomProperties.text', [text]);
    if (text === '') { throw new Error('\'customProperties\' must not be empty, got ""; leave it out'); }
    return new ActiveGateCustomProperties({ value: text });
  }

  /**
   * A Secret with the text under the key `customProperties`. It is in the namespace of the DynaKube.
   *
   * @throws if the name is not valid for a Secret
   */
  public static fromSecretName(name: string): ActiveGateCustomProperties {
    checkCall('ActiveGateCustomProperties.fromSecretName', [name]);
    return new ActiveGateCustomProperties({ valueFrom: objectName('customProperties', 'Secret', name) });
  }

  /**
   * The properties as they are in the manifest.
   *
   * @internal
   */
  public readonly _customProperties: { readonly value?: string; readonly valueFrom?: string };

  private constructor(spec: { value?: string; valueFrom?: string }) {
    this._customProperties = spec;
  }
}

/** Options of the pods of an ActiveGate. */
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
   * Resources of the container of the ActiveGate. Without limits, the operator prints a warning.
   *
   * @default - no requests and no limits
   */
  readonly resources?: ResourceRequirements;

  /**
   * Environment variables of the pods, in this order.
   *
   * @default - no additional variables
   */
  readonly env?: EnvVar[];

  /**
   * Labels of the pods.
   *
   * @default - the operator's default
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - the operator's default
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the nodes that the pods can run on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of nodes that the pods tolerate.
   *
   * @default - no taints
   */
  readonly tolerations?: Toleration[];

  /**
   * How evenly the pods are spread over the cluster.
   *
   * @default - over zones and nodes, if possible
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * Name of the PriorityClass of the pods.
   *
   * @default - the default of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * How the pods resolve DNS names.
   *
   * @default - the default of the cluster
   */
  readonly dnsPolicy?: DnsPolicy;

  /**
   * ActiveGate group that the ActiveGate belongs to.
   *
   * @default - no group
   */
  readonly group?: string;

  /**
   * The `custom.properties` of the ActiveGate.
   *
   * @default - no properties
   */
  readonly customProperties?: ActiveGateCustomProperties;

  /**
   * Time that a pod has to stop, in whole seconds.
   *
   * @default - the default of Kubernetes, 30 seconds
   */
  readonly terminationGracePeriodSeconds?: Duration;

  /**
   * Rolling update of the pods. Needs operator 1.9.
   *
   * @default - one pod at a time
   */
  readonly rollingUpdate?: RollingUpdateStatefulSetStrategy;
}
