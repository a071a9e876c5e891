import { Duration } from 'cdk8s';
import { ResourceRequirements, EnvVar } from '../pods/container';
import { ImagePullPolicy } from '../pods/image-ref';
import { RollingUpdateStatefulSetStrategy } from '../pods/rolling-update';
import { Toleration, TopologySpreadConstraint, DnsPolicy } from '../pods/scheduling';
import { objectName } from '../shared/object-name';

/**
 * The ActiveGate of a DynaKube: a StatefulSet and a Service named `<DynaKube>-activegate`. It runs when it has a capability, or when an extension
 * is on. What is not here, such as `volumeClaimTemplate`, goes into `spec.activeGate` of the DynaKube.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface ActiveGateOptions extends ActiveGatePodOptions {
  /**
   * What the ActiveGate does. `DynaKube.addCapability()` adds to it.
   *
   * @default - nothing: it does not run, unless an extension needs it
   */
  readonly capabilities?: ActiveGateCapability[];

  /**
   * Name of a Secret with the ActiveGate's certificate: keys `server.p12`, `password` and `server.crt`.
   *
   * @default - a certificate that the operator makes
   */
  readonly tlsSecretName?: string;

  /**
   * Whether data that waits to be sent is kept in the pod instead of on a volume that outlives it. Concerns telemetry ingest only.
   *
   * @default false
   */
  readonly useEphemeralVolume?: boolean;
}

/**
 * What an ActiveGate of the cluster does.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export enum ActiveGateCapability {
  /** Takes the traffic of OneAgents, and routes it to the environment. */
  ROUTING = 'routing',
  /** Monitors the cluster by the API of Kubernetes. */
  KUBERNETES_MONITORING = 'kubernetes-monitoring',
  /** Takes metrics. */
  METRICS_INGEST = 'metrics-ingest',
  /** Answers the Dynatrace API for what runs in the cluster. */
  DYNATRACE_API = 'dynatrace-api',
  /** Takes debuggers. */
  DEBUGGING = 'debugging',
}

/** Where the `custom.properties` of an ActiveGate come from. */
export class ActiveGateCustomProperties {
  /**
   * The text of the file itself. It is readable in the manifest: passwords belong in a Secret.
   *
   * @throws if the text is empty
   */
  public static text(text: string): ActiveGateCustomProperties {
    if (text === '') { throw new Error('\'customProperties\' must not be empty, got ""; leave it out'); }
    return new ActiveGateCustomProperties({ value: text });
  }

  /**
   * A Secret of the DynaKube's namespace that holds the text under the key `customProperties`.
   *
   * @throws if no Secret can have the name
   */
  public static fromSecretName(name: string): ActiveGateCustomProperties {
    return new ActiveGateCustomProperties({ valueFrom: objectName('customProperties', 'Secret', name) });
  }

  /**
   * The properties in the manifest's form.
   *
   * @internal
   */
  public readonly _spec: { readonly value?: string; readonly valueFrom?: string };

  private constructor(spec: { value?: string; valueFrom?: string }) {
    this._spec = spec;
  }
}

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
