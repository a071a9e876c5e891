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
   * How OneAgent gets to nodes and applications.
   *
   * @default - no OneAgent
   */
  readonly mode?: DynaKubeMode;

  /**
   * The Secret with the tokens, in the DynaKube's namespace. Its keys: `apiToken`, and `dataIngestToken` if metrics, logs or traces are taken
   * in the cluster. No property takes a token itself.
   *
   * @default - a Secret that has the name of the DynaKube
   */
  readonly tokens?: TokenSecret;

  /**
   * Name of a Secret of the type `kubernetes.io/dockerconfigjson` with which images are pulled.
   *
   * @default - one that the operator makes for the environment's own registry
   */
  readonly customPullSecret?: string;

  /**
   * Whether certificates of the environment are not checked.
   *
   * @default false
   */
  readonly skipCertCheck?: boolean;

  /**
   * Whether the operator itself makes ServiceEntries and VirtualServices for what it knows of. `OneAgentEgress` does that better, and both together
   * get in each other's way.
   *
   * @default false
   */
  readonly enableIstio?: boolean;

  /**
   * Name of the network zone.
   *
   * @default - the environment's default zone
   */
  readonly networkZone?: string;

  /**
   * The HTTP proxy to the environment.
   *
   * @default - none
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
   * @default - none
   */
  readonly hostGroup?: string;

  /**
   * The ActiveGate of the cluster.
   *
   * @default - none
   */
  readonly activeGate?: ActiveGateOptions;

  /**
   * Metadata of Kubernetes for what pods send.
   *
   * @default - only where code modules are injected
   */
  readonly metadataEnrichment?: MetadataEnrichment;

  /**
   * The other way to monitor the cluster by the API of Kubernetes: an ActiveGate for nothing else. Needs operator 1.11.
   *
   * @default - the ActiveGate does it that has the capability `KUBERNETES_MONITORING`
   */
  readonly kubernetesMonitoring?: KubernetesMonitoringOptions;

  /**
   * Log monitoring; on if it is there, however empty.
   *
   * @default - off
   */
  readonly logMonitoring?: LogMonitoring;

  /**
   * Kubernetes Security Posture Management; on if it is there, however empty.
   *
   * @default - off
   */
  readonly kspm?: Kspm;

  /**
   * Takes telemetry inside the cluster; on if it is there, however empty.
   *
   * @default - off
   */
  readonly telemetryIngest?: TelemetryIngest;

  /**
   * Extensions that run in the cluster.
   *
   * @default - none
   */
  readonly extensions?: Extensions;

  /**
   * Environment variables for the OTLP exporters of applications.
   *
   * @default - none
   */
  readonly otlpExporterConfiguration?: OtlpExporterConfiguration;

  /**
   * Images and settings of the workloads that the operator runs besides OneAgent and ActiveGate.
   *
   * @default - the operator's own
   */
  readonly templates?: DynaKubeTemplates;

  /**
   * Resource attributes of all that is sent. Keys and values have the syntax of labels. Needs operator 1.10.
   *
   * @default - none
   */
  readonly resourceAttributes?: { [key: string]: string };

  /**
   * Registry and repository prefix that stand in for the vendor's public ones, such as `registry.example.com/dynatrace`. Needs operator 1.10.
   *
   * @default - the vendor's public registry
   */
  readonly publicRegistryOverride?: string;

  /**
   * Time between two requests of the operator to the Dynatrace API, in whole minutes, 65535 at most.
   *
   * @default Duration.minutes(15)
   */
  readonly dynatraceApiRequestThreshold?: Duration;

  /**
   * Feature flags, one of a name at most.
   *
   * @default - none; where a OneAgentEgress is for this DynaKube, code modules wait 6 seconds before they connect for the first time
   * @see https://docs.dynatrace.com/docs/shortlink/dto-feature-flags
   */
  readonly featureFlags?: FeatureFlag[];

  /**
   * Minor version of the operator in the cluster. What it does not know yet is an error, and rules judge by it.
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
   * What the other properties have no word for, as fields of `dynatrace.com/v1beta6`, whatever `crdVersion` says. It may add to what the properties
   * say, but not contradict it.
   *
   * @default - nothing else
   */
  readonly spec?: DynaKubeSpecPassThrough;
}
