import { ApiObject, Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { LegacyOneAgentProps, renderLegacyOneAgent, trueOrNothing } from './legacy-one-agent-props';
import * as l1 from '../../../imports/dynatrace.com';
import { renderLabels } from '../../core/labels';
import { Resource } from '../../core/resource';
import { checkCall } from '../../core/signatures/check-call';
import { legacyApiUrl } from '../connection/api-url';
import { renderArgs } from '../dynakube/one-agent-mode-spec';
import { renderEnv, EnvVar } from '../pods/container';
import { DnsPolicy, renderTolerations, Toleration } from '../pods/scheduling';
import { ImportedResource } from '../shared/imported-resource';
import { objectName } from '../shared/object-name';
import { wholeSeconds } from '../shared/whole-number';
import { ONE_AGENT_TOKEN_KEYS } from '../tokens/token-keys';

const DEFAULT_NAME = 'oneagent';

/**
 * A OneAgent of the legacy OneAgent Operator, of this app or not.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `IDynaKube`.
 */
export interface IOneAgent extends IConstruct {
  /** Name of the OneAgent. */
  readonly name: string;

  /** Namespace of the OneAgent. */
  readonly namespace: string;

  /**
   * URL of the environment's API.
   *
   * @default - not known
   */
  readonly apiUrl?: string;
}

/**
 * Attributes of a OneAgent that is not part of this app, for `OneAgent.fromOneAgentAttributes()`.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynaKubeAttributes`.
 */
export interface OneAgentAttributes {
  /** Namespace of the OneAgent. */
  readonly namespace: string;

  /** Name of the OneAgent. */
  readonly name: string;

  /**
   * URL of the environment's API, as in the manifest of the OneAgent.
   *
   * @default - not known
   */
  readonly apiUrl?: string;
}

/**
 * Properties of `OneAgent`.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynaKubeProps`.
 */
export interface OneAgentProps extends LegacyOneAgentProps {
  /**
   * Name of a Secret of the type `kubernetes.io/dockerconfigjson` for pulling the image. Only with `useImmutableImage`.
   *
   * @default - a Secret that the operator creates for the registry of the environment
   */
  readonly customPullSecret?: string;

  /**
   * Whether OneAgent pods keep the version that they started with.
   *
   * @default false
   */
  readonly disableAgentUpdate?: boolean;

  /**
   * How long the operator waits until a restarted OneAgent pod is ready, in whole seconds, at most 65535.
   *
   * @default Duration.minutes(5)
   */
  readonly waitReadySeconds?: Duration;

  /**
   * Whether the OneAgent pods run without privileges, with the ServiceAccount for it.
   *
   * @default - the operator decides
   */
  readonly useUnprivilegedMode?: boolean;

  /**
   * Name of the ServiceAccount of the OneAgent pods.
   *
   * @default - `dynatrace-oneagent`, or without privileges `dynatrace-oneagent-unprivileged`
   */
  readonly serviceAccountName?: string;

  /**
   * Arguments of the OneAgent installer, such as `--set-host-group=shop`, in this order.
   *
   * @default - no additional arguments
   */
  readonly args?: string[];

  /**
   * Environment variables of the OneAgent pods, in this order.
   *
   * @default - no additional variables
   */
  readonly env?: EnvVar[];

  /**
   * Labels of the OneAgent pods.
   *
   * @default - the operator's default
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels of the nodes that OneAgent runs on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of nodes that the OneAgent pods tolerate.
   *
   * @default - no taints
   */
  readonly tolerations?: Toleration[];

  /**
   * Name of the PriorityClass of the OneAgent pods.
   *
   * @default - the default of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * How the OneAgent pods resolve DNS names.
   *
   * @default - the default of the cluster
   */
  readonly dnsPolicy?: DnsPolicy;

  /**
   * Whether the webhook of the operator injects OneAgent into pods. It was an experimental feature.
   *
   * @default false
   */
  readonly webhookInjection?: boolean;
}

/**
 * Makes the legacy OneAgent Operator 0.10 run OneAgent on the nodes (`dynatrace.com/v1alpha1`).
 *
 * Use it only in clusters that still run that operator, which gets no fixes, not even security fixes.
 *
 * The Secret with the tokens has the keys `apiToken` (scope DataExport) and `paasToken` (scope InstallerDownload).
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynaKube` with `DynaKubeMode.classicFullStack()`;
 * `DynaKubeMigration` converts existing manifests.
 * @see https://github.com/Dynatrace/dynatrace-oneagent-operator
 */
export class OneAgent extends Resource implements IOneAgent {
  /**
   * Refers to a OneAgent that is not part of this app.
   *
   * @throws if a value is not valid
   */
  public static fromOneAgentAttributes(scope: Construct, id: string, attributes: OneAgentAttributes): IOneAgent {
    checkCall('OneAgent.fromOneAgentAttributes', [scope, id, attributes]);
    if (attributes.apiUrl !== undefined) { legacyApiUrl(attributes.apiUrl); }
    return new ImportedResource(scope, id, attributes);
  }

  /** URL of the environment's API. */
  public readonly apiUrl?: string;

  /** Name of the Secret with the tokens, in the namespace of the OneAgent. */
  public readonly tokenSecretName: string;

  protected readonly apiObject: ApiObject;

  /**
   * @throws if a value is not valid, if a name or URL looks like a token or has a password, or if the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: OneAgentProps) {
    checkCall('OneAgent', [scope, id, props]);
    super(scope, id, props.metadata);
    const name = props.metadata?.name ?? DEFAULT_NAME;
    this.apiUrl = props.apiUrl;
    const tokens = props.tokens?._bind(this, { prop: 'tokens', namespace: this.namespace, secretName: name, keys: ONE_AGENT_TOKEN_KEYS });
    this.tokenSecretName = tokens ?? name;
    const spec = toSpec(props, tokens);
    this.apiObject = this._define(l1.OneAgent.GVK, { ...props.metadata, name }, () => spec, l1.toJson_OneAgentSpec);
  }
}

function toSpec(props: OneAgentProps, tokens: string | undefined): l1.OneAgentSpec {
  return {
    ...renderLegacyOneAgent(props, tokens),
    customPullSecret: objectName('customPullSecret', 'Secret', props.customPullSecret),
    disableAgentUpdate: trueOrNothing(props.disableAgentUpdate),
    waitReadySeconds: wholeSeconds('waitReadySeconds', props.waitReadySeconds, 2 ** 16 - 1),
    useUnprivilegedMode: props.useUnprivilegedMode,
    serviceAccountName: objectName('serviceAccountName', 'ServiceAccount', props.serviceAccountName),
    args: renderArgs(props.args),
    env: renderEnv('env', props.env),
    labels: renderLabels('labels', props.labels),
    nodeSelector: renderLabels('nodeSelector', props.nodeSelector),
    tolerations: renderTolerations('tolerations', props.tolerations),
    priorityClassName: props.priorityClassName,
    dnsPolicy: props.dnsPolicy,
    webhookInjection: trueOrNothing(props.webhookInjection),
  };
}
