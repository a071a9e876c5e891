import { ApiObject, ApiObjectMetadata, Duration, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ActiveGateCapability } from './active-gate-options';
import { checkCapabilities } from './active-gate-spec';
import { DynaKubeCrdVersion, toV1Beta5 } from './dynakube-crd-version';
import { DynaKubeMode } from './dynakube-mode';
import { DynaKubeProps } from './dynakube-props';
import { DynaKubeSpecBuilder } from './dynakube-spec';
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
import { checkOneOf } from '../../core/one-of';
import { Resource } from '../../core/resource';
import { dynaKubeApiUrl } from '../connection/api-url';
import { ImportedResource } from '../shared/imported-resource';
import { refuseNewerFields } from '../shared/operator-target';
import { DYNAKUBE_TOKEN_KEYS } from '../tokens/token-keys';

const DYNAKUBE = Symbol.for('cdk8s-istio-oneagent.DynaKube');

const DEFAULT_NAME = 'dynakube';

/** How long the operator lets code modules wait where it knows of Istio. */
const WAIT_FOR_SIDECAR = FeatureFlag.initialConnectRetry(Duration.seconds(6));

/** A DynaKube: one of this app, or one that exists elsewhere. */
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
}

/** Attributes of a DynaKube that is not part of this app, for `DynaKube.fromDynakubeAttributes()`. */
export interface DynaKubeAttributes {
  /** Namespace of the DynaKube. */
  readonly namespace: string;

  /** Name of the DynaKube. */
  readonly name: string;

  /**
   * URL of the environment's API, as it stands in the DynaKube.
   *
   * @default - not known: what depends on it must be told by other means
   */
  readonly apiUrl?: string;
}

/**
 * Tells the Dynatrace operator what to run in the cluster: OneAgent, ActiveGate and more. Written as `dynatrace.com/v1beta6` for operator 1.10,
 * unless `crdVersion` and `operatorVersion` say otherwise.
 *
 * It must be in the operator's own namespace. Its name is `dynakube`, or what `metadata.name` says: 40 characters at most, 31 with extensions, 35 with
 * KSPM, 37 with telemetry ingest. Its tokens are in a Secret, by default one with the DynaKube's name that is made elsewhere; its keys are `apiToken`
 * and `dataIngestToken`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export class DynaKube extends Resource implements IDynaKube {
  /**
   * Refers to a DynaKube that is not part of this app.
   *
   * @throws if a value can't be right
   */
  public static fromDynakubeAttributes(scope: Construct, id: string, attributes: DynaKubeAttributes): IDynaKube {
    if (attributes.apiUrl !== undefined) { dynaKubeApiUrl(attributes.apiUrl); }
    return new ImportedResource(scope, id, attributes);
  }

  /** Whether a value is a DynaKube of this app, and not one that exists elsewhere. */
  public static isDynakube(x: unknown): x is DynaKube {
    return typeof x === 'object' && x !== null && DYNAKUBE in x;
  }

  /** URL of the environment's API. */
  public readonly apiUrl?: string;

  /** How OneAgent gets to nodes and applications; undefined if no property says so. */
  public readonly mode?: DynaKubeMode;

  protected readonly apiObject: ApiObject;

  private readonly operatorVersion: OperatorVersion;
  private readonly spec: DynaKubeSpecBuilder;
  private readonly _capabilities: ActiveGateCapability[];
  private readonly annotations = new Map<string, string>();
  private sidecarStartsFirst = false;

  /**
   * @throws if a value can't be right, if `spec` contradicts the other properties, if the operator or `crdVersion` does not know a field or feature
   * flag, if what should be a name or URL looks like a token or has a password, or if the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: DynaKubeProps) {
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
    checkOneOf('crdVersion', crdVersion, Object.values(DynaKubeCrdVersion));
    const isV1Beta5 = crdVersion === DynaKubeCrdVersion.V1BETA5;
    const render = () => isV1Beta5 ? toV1Beta5(this.toSpec()) : this.toSpec();
    const newerThan = isV1Beta5 ? deprecatedDynaKubeFieldsNewerThan : dynaKubeFieldsNewerThan;
    refuseNewerFields(newerThan(render(), this.operatorVersion), this.operatorVersion);
    const metadata = { ...props.metadata, name, annotations: this.annotationsOf(props) };
    this.apiObject = this._define(isV1Beta5 ? l1.DynaKubeV1Beta5.GVK : l1.DynaKube.GVK, metadata, render);
    if (props.operatorVersion !== undefined) { declareOperatorVersion(this.apiObject, props.operatorVersion); }
  }

  /** Name of the Secret with the tokens, in the namespace of the DynaKube. */
  public get tokenSecretName(): string {
    return this.toSpec().tokens as string | undefined ?? this.name;
  }

  /** What the ActiveGate does, in code-unit order; a copy, use `addCapability()` to add one. */
  public get capabilities(): ActiveGateCapability[] {
    return textsOf(recordOf(this.toSpec().activeGate).capabilities).sort() as ActiveGateCapability[];
  }

  /**
   * Lets the ActiveGate do one more thing; one that it does already is ignored. The first one turns the ActiveGate on.
   *
   * @throws if `spec.activeGate.capabilities` names others
   */
  public addCapability(capability: ActiveGateCapability): void {
    if (this.capabilities.includes(capability)) { return; }
    this.spec.build([...this._capabilities, capability]);
    this._capabilities.push(capability);
  }

  /**
   * Sets a feature flag; one that has this value already is ignored.
   *
   * @throws if it was set to another value before, or the operator does not know it yet
   * @see https://docs.dynatrace.com/docs/shortlink/dto-feature-flags
   */
  public addFeatureFlag(flag: FeatureFlag): void {
    flag._checkFor(this.operatorVersion);
    this.remember(flag.annotation, flag.value);
    this.metadata.addAnnotation(flag.annotation, flag.value);
  }

  /**
   * Lets code modules wait until the sidecar is up, unless the user has set the flag, or the operator does it by itself.
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
    // Whatever is set under the same key, now or later, takes the place of the late-bound value.
    const late = Lazy.any({ produce: () => this.sidecarStartsFirst && !this.toSpec().enableIstio ? WAIT_FOR_SIDECAR.value : undefined });
    return { [WAIT_FOR_SIDECAR.annotation]: late, ...Object.fromEntries(this.annotations) };
  }

  private remember(annotation: string, value: string): void {
    const other = this.annotations.get(annotation);
    if (other !== undefined && other !== value) {
      throw new Error(`the feature flag "${annotation}" must not be set twice, got ${quote(value)} after ${quote(other)}; remove one of them`);
    }
    this.annotations.set(annotation, value);
  }

  private toSpec(): JsonObject {
    return this.spec.build([...this._capabilities].sort());
  }
}

function checkName(name: string, spec: JsonObject): void {
  if (!isDns1035Label(name)) {
    throw new Error(`'metadata.name' of a DynaKube takes lower-case letters, digits and '-', a letter first, got ${quote(name)}`);
  }
  const max = maxDynaKubeNameLength(spec);
  if (name.length > max) {
    throw new Error(`'metadata.name' of this DynaKube takes ${max} characters at most, got ${quote(name)} (${name.length}); the operator appends to it`);
  }
}
