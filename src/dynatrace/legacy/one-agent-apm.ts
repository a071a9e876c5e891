import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { LegacyOneAgentProps, renderLegacyOneAgent } from './legacy-one-agent-props';
import * as l1 from '../../../imports/dynatrace.com';
import { quote } from '../../analysis/base/quote';
import { isLabelValue } from '../../analysis/syntax/label-syntax';
import { Resource } from '../../core/resource';
import { checkCall } from '../../core/signatures/check-call';
import { legacyApiUrl } from '../connection/api-url';
import { ImportedResource } from '../shared/imported-resource';
import { OneAgentFlavor } from '../shared/one-agent-flavor';
import { oneAgentApmTokenKeys } from '../tokens/token-keys';

const DEFAULT_NAME = 'oneagentapm';

/**
 * A OneAgentAPM of the legacy OneAgent Operator, of this app or not.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `IDynaKube`.
 */
export interface IOneAgentApm extends IConstruct {
  /** Name of the OneAgentAPM. */
  readonly name: string;

  /** Namespace of the OneAgentAPM. */
  readonly namespace: string;

  /**
   * URL of the environment's API.
   *
   * @default - not known
   */
  readonly apiUrl?: string;
}

/**
 * Attributes of a OneAgentAPM that is not part of this app, for `OneAgentApm.fromOneAgentApmAttributes()`.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynaKubeAttributes`.
 */
export interface OneAgentApmAttributes {
  /** Namespace of the OneAgentAPM. */
  readonly namespace: string;

  /** Name of the OneAgentAPM. */
  readonly name: string;

  /**
   * URL of the environment's API, as in the manifest of the OneAgentAPM.
   *
   * @default - not known
   */
  readonly apiUrl?: string;
}

/**
 * Properties of `OneAgentApm`.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynaKubeProps`.
 */
export interface OneAgentApmProps extends LegacyOneAgentProps {
  /**
   * C library of the code modules.
   *
   * @default OneAgentFlavor.DEFAULT
   */
  readonly flavor?: OneAgentFlavor;
}

/**
 * Makes the legacy OneAgent Operator 0.10 inject code modules into pods (`dynatrace.com/v1alpha1`): those of the namespaces whose label
 * `oneagent.dynatrace.com/instance` has the name of the OneAgentAPM.
 *
 * Use it only in clusters that still run that operator, which gets no fixes, not even security fixes.
 *
 * The Secret with the tokens has the key `paasToken` (scope InstallerDownload), and with `useImmutableImage` also `apiToken`.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynaKube` with `DynaKubeMode.applicationMonitoring()`;
 * `DynaKubeMigration` converts existing manifests.
 * @see https://github.com/Dynatrace/dynatrace-oneagent-operator
 */
export class OneAgentApm extends Resource implements IOneAgentApm {
  /**
   * Refers to a OneAgentAPM that is not part of this app.
   *
   * @throws if a value is not valid
   */
  public static fromOneAgentApmAttributes(scope: Construct, id: string, attributes: OneAgentApmAttributes): IOneAgentApm {
    checkCall('OneAgentApm.fromOneAgentApmAttributes', [scope, id, attributes]);
    if (attributes.apiUrl !== undefined) { legacyApiUrl(attributes.apiUrl); }
    return new ImportedResource(scope, id, attributes);
  }

  /** URL of the environment's API. */
  public readonly apiUrl?: string;

  /** Name of the Secret with the tokens, in the namespace of the OneAgentAPM. */
  public readonly tokenSecretName: string;

  protected readonly apiObject: ApiObject;

  /**
   * @throws if a value is not valid, if a name or URL looks like a token or has a password, or if the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: OneAgentApmProps) {
    checkCall('OneAgentApm', [scope, id, props]);
    super(scope, id, props.metadata);
    const name = props.metadata?.name ?? DEFAULT_NAME;
    if (!isLabelValue(name)) {
      throw new Error(`'metadata.name' of a OneAgentAPM must have at most 63 characters, because it is the value of a label of namespaces, got ${quote(name)}`);
    }
    this.apiUrl = props.apiUrl;
    const keys = oneAgentApmTokenKeys(props.useImmutableImage === true);
    const tokens = props.tokens?._bind(this, { prop: 'tokens', namespace: this.namespace, secretName: name, keys });
    this.tokenSecretName = tokens ?? name;
    const spec: l1.OneAgentApmSpec = { ...renderLegacyOneAgent(props, tokens), flavor: props.flavor };
    this.apiObject = this._define(l1.OneAgentApm.GVK, { ...props.metadata, name }, () => spec, l1.toJson_OneAgentApmSpec);
  }
}
