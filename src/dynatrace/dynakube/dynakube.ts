import { ApiObject, ApiObjectMetadata, Duration, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ActiveGateCapability } from './active-gate-options';
import { checkCapabilities } from './active-gate-spec';
import { DynaKubeCrdVersion, toV1Beta5 } from './dynakube-crd-version';
import { DynaKubeMode } from './dynakube-mode';
import { DynaKubeProps } from './dynakube-props';
import { DynaKubeSpecBuilder, plainText } from './dynakube-spec';
import { FeatureFlag } from './feature-flag';
import * as l1 from '../../../imports/dynatrace.com';
import { JsonObject, recordOf, textsOf } from '../../analysis/base/json';
import { quote } from '../../analysis/base/quote';
import { maxDynaKubeNameLength } from '../../analysis/dynatrace/dynakube-name';
import {
  deprecatedDynaKubeFieldsNewerThan, dynaKubeFieldsNewerThan,
} from '../../analysis/dynatrace/newer-fields';
import { OperatorVersion, operatorVersionOf } from '../../analysis/settings/operator-version';
import { isDns1035Label } from '../../analysis/syntax/dns1035';
import { declareOperatorVersion } from '../../core/declared-operator-version';
import { nearestMeshSettings } from '../../core/mesh-scope';
import { Resource } from '../../core/resource';
import { checkCall } from '../../core/signatures/check-call';
import { dynaKubeApiUrl } from '../connection/api-url';
import { ImportedResource } from '../shared/imported-resource';
import { rejectNewerFields } from '../shared/operator-target';
import { DYNAKUBE_TOKEN_KEYS } from '../tokens/token-keys';

const DYNAKUBE = Symbol.for('cdk8s-istio-oneagent.DynaKube');

const DEFAULT_NAME = 'dynakube';

/** How long the operator lets code modules wait if `enableIstio` is set. */
const WAIT_FOR_SIDECAR = FeatureFlag.initialConnectRetry(Duration.seconds(6));

/** A DynaKube, of this app or not. */
export interface IDynaKube extends IConstruct {
  /** Name of the DynaKube. */
  readonly name: string;

  /** Namespace of the DynaKube. */
  readonly namespace: string;

  /**
   * URL of the environment's API.
   *
   * @default - not known
   */
  readonly apiUrl?: string;

  /**
   * Name of the network zone.
   *
   * @default - the default zone for a DynaKube of this app, otherwise not known
   */
  readonly networkZone?: string;
}

/** Attributes of a DynaKube that is not part of this app, for `DynaKube.fromDynakubeAttributes()`. */
export interface DynaKubeAttributes {
  /** Namespace of the DynaKube. */
  readonly namespace: string;

  /** Name of the DynaKube. */
  readonly name: string;

  /**
   * URL of the environment's API, as in the manifest of the DynaKube.
   *
   * @default - not known: constructs that need it, such as `OneAgentEgress`, then don't cover the API
   */
  readonly apiUrl?: string;

  /**
   * Name of the network zone, as in the manifest of the DynaKube. For a DynaKube without one, pass `default`.
   *
   * @default - not known: `OneAgentEgress` then doesn't compare it with the zone of the connection info
   */
  readonly networkZone?: string;
}

/**
 * Defines what the Dynatrace operator runs in the cluster: OneAgent, ActiveGate and more. The manifest is `dynatrace.com/v1beta6`, for operator 1.10, unless
 * `crdVersion` and `operatorVersion` are set.
 *
 * The DynaKube must be in the namespace of the operator. Its name is `dynakube` unless you set `metadata.name`: at most 40 characters, 31 with extensions, 35
 * with KSPM, 37 with telemetry ingest. Its tokens are in a Secret, by default in the Secret with the name of the DynaKube; the keys are `apiToken` and
 * `dataIngestToken`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 *
 * @exampleMetadata fixture=app
 * @example
 * new DynaKube(monitoring, 'DynaKube', {
 *   apiUrl: 'https://abc12345.live.dynatrace.com/api',
 *   mode: DynaKubeMode.cloudNativeFullStack(),
 *   activeGate: { capabilities: [ActiveGateCapability.ROUTING, ActiveGateCapability.KUBERNETES_MONITORING] },
 * });
 */
export class DynaKube extends Resource implements IDynaKube {
  /**
   * Refers to a DynaKube that is not part of this app.
   *
   * @throws if a value is not valid
   */
  public static fromDynakubeAttributes(scope: Construct, id: string, attributes: DynaKubeAttributes): IDynaKube {
    checkCall('DynaKube.fromDynakubeAttributes', [scope, id, attributes]);
    if (attributes.apiUrl !== undefined) { dynaKubeApiUrl(attributes.apiUrl); }
    return new ImportedDynaKube(scope, id, attributes);
  }

  /** Whether a value is a `DynaKube`. An `IDynaKube` of `fromDynakubeAttributes()` is not. */
  public static isDynakube(x: unknown): x is DynaKube {
    return typeof x === 'object' && x !== null && DYNAKUBE in x;
  }

  /** URL of the environment's API. */
  public readonly apiUrl?: string;

  /** Where OneAgent runs; undefined if `mode` is not set. */
  public readonly mode?: DynaKubeMode;

  protected readonly apiObject: ApiObject;

  private readonly operatorVersion: OperatorVersion;
  private readonly spec: DynaKubeSpecBuilder;
  private readonly _capabilities: ActiveGateCapability[];
  private readonly annotations = new Map<string, string>();
  private sidecarStartsFirst = false;

  /**
   * @throws if a value is not valid, if `spec` contradicts the other properties, if the operator or `crdVersion` does not support a field or feature flag,
   * if a name or URL looks like a token or has a password, or if the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: DynaKubeProps) {
    checkCall('DynaKube', [scope, id, props]);
    super(scope, id, props.metadata);
    Object.defineProperty(this, DYNAKUBE, { value: true });
    this.apiUrl = props.apiUrl;
    this.mode = props.mode;
    this.operatorVersion = props.operatorVersion ?? operatorVersionOf(nearestMeshSettings(this));
    const name = props.metadata?.name ?? DEFAULT_NAME;
    const tokens = props.tokens?._bind(this, { prop: 'tokens', namespace: this.namespace, secretName: name, keys: DYNAKUBE_TOKEN_KEYS });
    this.spec = new DynaKubeSpecBuilder(props, tokens);
    this._capabilities = [...props.activeGate?.capabilities ?? []];
    checkCapabilities(this._capabilities);
    checkName(name, this.toSpec());

    const { crdVersion = DynaKubeCrdVersion.V1BETA6 } = props;
    const isV1Beta5 = crdVersion === DynaKubeCrdVersion.V1BETA5;
    const render = () => isV1Beta5 ? toV1Beta5(this.toSpec()) : this.toSpec();
    const newerThan = isV1Beta5 ? deprecatedDynaKubeFieldsNewerThan : dynaKubeFieldsNewerThan;
    rejectNewerFields(newerThan(render(), this.operatorVersion), this.operatorVersion);
    const metadata = { ...props.metadata, name, annotations: this.annotationsOf(props) };
    this.apiObject = this._define(isV1Beta5 ? l1.DynaKubeV1Beta5.GVK : l1.DynaKube.GVK, metadata, render);
    if (props.operatorVersion !== undefined) { declareOperatorVersion(this.apiObject, props.operatorVersion); }
  }

  /** Name of the network zone. Undefined for the default zone. */
  public get networkZone(): string | undefined {
    return this.toSpec().networkZone as string | undefined;
  }

  /** Name of the Secret with the tokens, in the namespace of the DynaKube. */
  public get tokenSecretName(): string {
    return this.toSpec().tokens as string | undefined ?? this.name;
  }

  /** Capabilities of the ActiveGate, in code-unit order. The list is a copy: call `addCapability()` to add one. */
  public get capabilities(): ActiveGateCapability[] {
    return textsOf(recordOf(this.toSpec().activeGate).capabilities).sort() as ActiveGateCapability[];
  }

  /**
   * Adds a capability to the ActiveGate. A capability that it already has is ignored. The first capability turns the ActiveGate on.
   *
   * @throws if `spec.activeGate.capabilities` has other capabilities
   */
  public addCapability(capability: ActiveGateCapability): void {
    checkCall('DynaKube#addCapability', [capability]);
    if (this.capabilities.includes(capability)) { return; }
    this.spec.build([...this._capabilities, capability]);
    this._capabilities.push(capability);
  }

  /**
   * Sets a feature flag. A flag that already has the value is ignored.
   *
   * @throws if the flag is already set to another value, or the operator does not support it
   * @see https://docs.dynatrace.com/docs/shortlink/dto-feature-flags
   */
  public addFeatureFlag(flag: FeatureFlag): void {
    checkCall('DynaKube#addFeatureFlag', [flag]);
    flag._checkFor(this.operatorVersion);
    this.remember(flag.annotation, flag.value);
    this.metadata.addAnnotation(flag.annotation, flag.value);
  }

  /**
   * Lets code modules wait until the sidecar is ready, unless the user sets the flag or the operator sets it automatically.
   *
   * @internal
   */
  public _letSidecarStartFirst(): void {
    this.sidecarStartsFirst = true;
  }

  private annotationsOf({ metadata, featureFlags = [] }: DynaKubeProps): ApiObjectMetadata['annotations'] {
    Object.entries(metadata?.annotations ?? {}).forEach(([annotation, value]) => this.remember(annotation, value));
    for (const flag of featureFlags) {
      flag._checkFor(this.operatorVersion);
      this.remember(flag.annotation, flag.value);
    }
    // A value that is set for the same key, now or later, replaces the late-bound value.
    const late = Lazy.any({ produce: () => this.sidecarStartsFirst && !this.toSpec().enableIstio ? WAIT_FOR_SIDECAR.value : undefined });
    return { [WAIT_FOR_SIDECAR.annotation]: late, ...Object.fromEntries(this.annotations) };
  }

  private remember(annotation: string, value: string): void {
    const other = this.annotations.get(annotation);
    if (other !== undefined && other !== value) {
      throw new Error(`the feature flag "${annotation}" must not have two values, got ${quote(value)} after ${quote(other)}; remove one of them`);
    }
    this.annotations.set(annotation, value);
  }

  private toSpec(): JsonObject {
    return this.spec.build([...this._capabilities].sort());
  }
}

/** A DynaKube that is not part of this app. */
class ImportedDynaKube extends ImportedResource implements IDynaKube {
  public readonly networkZone?: string;

  public constructor(scope: Construct, id: string, attributes: DynaKubeAttributes) {
    super(scope, id, attributes);
    this.networkZone = plainText('networkZone', attributes.networkZone);
  }
}

function checkName(name: string, spec: JsonObject): void {
  if (!isDns1035Label(name)) {
    throw new Error(`'metadata.name' of a DynaKube must be lower-case letters, digits and '-', a letter first, got ${quote(name)}`);
  }
  const max = maxDynaKubeNameLength(spec);
  if (name.length > max) {
    throw new Error(`'metadata.name' of this DynaKube must have at most ${max} characters, because the operator adds suffixes to it, got ${quote(name)} (${name.length})`);
  }
}
