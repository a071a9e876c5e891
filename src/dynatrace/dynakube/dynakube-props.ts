import { Duration } from 'cdk8s';
import { ActiveGateOptions } from './active-gate-options';
import { DynaKubeCrdVersion } from './dynakube-crd-version';
import { Extensions, Kspm, KubernetesMonitoringOptions, LogMonitoring, MetadataEnrichment, OtlpExporterConfiguration, TelemetryIngest } from './dynakube-features';
import { DynaKubeMode } from './dynakube-mode';
import { DynaKubeSpecPassThrough } from './dynakube-spec-pass-through';
import { DynaKubeTemplates } from './dynakube-templates';
import { FeatureFlag } from './feature-flag';
import { ResourceProps } from '../../core/resource';
import { DynatraceProxy } from '../connection/dynatrace-proxy';
import { OperatorVersion } from '../shared/operator-target';
import { TokenSecret } from '../tokens/token-secret';

/** Properties of `DynaKube`. */
export interface DynaKubeProps extends ResourceProps {
  /**
   * URL of the environment's API, such as `https://abc12345.live.dynatrace.com/api`; on Dynatrace Managed `https://<domain>/e/<environment id>/api`.
   */
  readonly apiUrl: string;

  /**
   * Where OneAgent runs: on the nodes, in the pods of applications, or both.
   *
   * @default - no OneAgent
   */
  readonly mode?: DynaKubeMode;

  /**
   * The Secret with the tokens, in the namespace of the DynaKube. Its keys: `apiToken`, and `dataIngestToken` if the cluster ingests metrics, logs or traces.
   * No property accepts the token itself.
   *
   * @default - the Secret with the name of the DynaKube
   */
  readonly tokens?: TokenSecret;

  /**
   * Name of a Secret of the type `kubernetes.io/dockerconfigjson` for pulling images.
   *
   * @default - a Secret that the operator creates for the registry of the environment
   */
  readonly customPullSecret?: string;

  /**
   * Whether the certificate of the environment is not verified.
   *
   * @default false
   */
  readonly skipCertCheck?: boolean;

  /**
   * Whether the operator creates ServiceEntries and VirtualServices for the endpoints that it knows. `OneAgentEgress` covers more endpoints; don't use both for
   * one DynaKube, because their objects conflict.
   *
   * @default false
   */
  readonly enableIstio?: boolean;

  /**
   * Name of the network zone.
   *
   * @default - the default zone of the environment
   */
  readonly networkZone?: string;

  /**
   * The HTTP proxy to the environment.
   *
   * @default - no proxy
   */
  readonly proxy?: DynatraceProxy;

  /**
   * Name of a ConfigMap with the certificates of further certificate authorities to trust, as PEM under the key `certs`. In the manifest:
   * `trustedCAs`.
   *
   * @default - no further authorities
   */
  readonly trustedCaConfigMapName?: string;

  /**
   * Host group of the OneAgents.
   *
   * @default - no host group
   */
  readonly hostGroup?: string;

  /**
   * The ActiveGate of the cluster.
   *
   * @default - no ActiveGate
   */
  readonly activeGate?: ActiveGateOptions;

  /**
   * Adds Kubernetes metadata to the telemetry of pods.
   *
   * @default - only for pods with code modules
   */
  readonly metadataEnrichment?: MetadataEnrichment;

  /**
   * A separate ActiveGate that only monitors the cluster through the Kubernetes API. Needs operator 1.11.
   *
   * @default - the cluster is monitored if `activeGate` has the capability `KUBERNETES_MONITORING`
   */
  readonly kubernetesMonitoring?: KubernetesMonitoringOptions;

  /**
   * Log monitoring. An empty struct turns it on.
   *
   * @default - off
   */
  readonly logMonitoring?: LogMonitoring;

  /**
   * Kubernetes Security Posture Management. An empty struct turns it on.
   *
   * @default - off
   */
  readonly kspm?: Kspm;

  /**
   * Telemetry ingest in the cluster. An empty struct turns it on.
   *
   * @default - off
   */
  readonly telemetryIngest?: TelemetryIngest;

  /**
   * Extensions that run in the cluster.
   *
   * @default - no extensions
   */
  readonly extensions?: Extensions;

  /**
   * Environment variables for the OTLP exporters of applications.
   *
   * @default - no variables
   */
  readonly otlpExporterConfiguration?: OtlpExporterConfiguration;

  /**
   * Images and settings of the other workloads of the operator, which are neither OneAgent nor ActiveGate.
   *
   * @default - the operator's defaults
   */
  readonly templates?: DynaKubeTemplates;

  /**
   * Resource attributes of all telemetry. Keys and values have the syntax of labels. Needs operator 1.10.
   *
   * @default - no attributes
   */
  readonly resourceAttributes?: { [key: string]: string };

  /**
   * Registry and repository prefix that replace the vendor's public registry, such as `registry.example.com/dynatrace`. Needs operator 1.10.
   *
   * @default - the vendor's public registry
   */
  readonly publicRegistryOverride?: string;

  /**
   * Minimum time between two requests of the operator to the Dynatrace API, in whole minutes, at most 65535.
   *
   * @default Duration.minutes(15)
   */
  readonly dynatraceApiRequestThreshold?: Duration;

  /**
   * Feature flags, at most one of each name. `DynaKube.addFeatureFlag()` adds more.
   *
   * @default - no flags; with a `OneAgentEgress` for this DynaKube, code modules wait 6 seconds before they connect for the first time
   * @see https://docs.dynatrace.com/docs/shortlink/dto-feature-flags
   */
  readonly featureFlags?: FeatureFlag[];

  /**
   * Minor version of the operator in the cluster. A field that it does not support is an error, and the rules for this version apply.
   *
   * @default OperatorVersion.V1_10
   */
  readonly operatorVersion?: OperatorVersion;

  /**
   * Version of the DynaKube CRD that the manifest is written in. A field that v1beta5 lacks is an error.
   *
   * @default DynaKubeCrdVersion.V1BETA6
   */
  readonly crdVersion?: DynaKubeCrdVersion;

  /**
   * Fields of `dynatrace.com/v1beta6` that the other properties don't cover; also for other values of `crdVersion`. A field must not contradict another
   * property.
   *
   * @default - no other fields
   */
  readonly spec?: DynaKubeSpecPassThrough;
}
