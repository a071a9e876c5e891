import * as l1 from '../../../imports/dynatrace.com';

/**
 * Fields of a DynaKube's ActiveGate in the vendor's own words.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface ActiveGateSpecPassThrough extends l1.DynaKubeSpecActiveGate {
  /**
   * Volumes of the pods, besides the operator's. Needs operator 1.11.
   *
   * @default - none
   */
  readonly volumes?: l1.DynaKubeSpecExtensionsDatabasesVolumes[];

  /**
   * Where the volumes are mounted. Needs operator 1.11.
   *
   * @default - nowhere
   */
  readonly volumeMounts?: l1.DynaKubeSpecExtensionsDatabasesVolumeMounts[];
}

/**
 * Fields of a DynaKube's spec, named as in the CRD `dynatrace.com/v1beta6`, for those that `DynaKube` has no property for. Only `apiUrl` and `trustedCAs`
 * are left out: `DynaKube` has properties for them.
 *
 * Presence is a statement: `kspm: {}` turns KSPM on.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface DynaKubeSpecPassThrough {
  /**
   * The ActiveGate.
   *
   * @default - what the properties of DynaKube say
   */
  readonly activeGate?: ActiveGateSpecPassThrough;

  /**
   * Name of the Secret with which images are pulled.
   *
   * @default - what the properties of DynaKube say
   */
  readonly customPullSecret?: string;

  /**
   * Minutes between two requests of the operator to the Dynatrace API.
   *
   * @default - what the properties of DynaKube say
   */
  readonly dynatraceApiRequestThreshold?: number;

  /**
   * Whether the operator makes objects of Istio.
   *
   * @default - what the properties of DynaKube say
   */
  readonly enableIstio?: boolean;

  /**
   * Extensions: Prometheus, which is on when it is there, and databases.
   *
   * @default - none
   */
  readonly extensions?: l1.DynaKubeSpecExtensions;

  /**
   * Kubernetes Security Posture Management, which is on when it is there.
   *
   * @default - off
   */
  readonly kspm?: l1.DynaKubeSpecKspm;

  /**
   * Log monitoring, which is on when it is there.
   *
   * @default - off
   */
  readonly logMonitoring?: l1.DynaKubeSpecLogMonitoring;

  /**
   * Metadata of Kubernetes for what pods send.
   *
   * @default - what the properties of DynaKube say
   */
  readonly metadataEnrichment?: l1.DynaKubeSpecMetadataEnrichment;

  /**
   * Name of the network zone.
   *
   * @default - what the properties of DynaKube say
   */
  readonly networkZone?: string;

  /**
   * OneAgent: its mode, one at most, and its host group.
   *
   * @default - what the properties of DynaKube say
   */
  readonly oneAgent?: l1.DynaKubeSpecOneAgent;

  /**
   * Settings of the OTLP exporters of applications; each signal is on when it is there.
   *
   * @default - off
   */
  readonly otlpExporterConfiguration?: l1.DynaKubeSpecOtlpExporterConfiguration;

  /**
   * The HTTP proxy.
   *
   * @default - what the properties of DynaKube say
   */
  readonly proxy?: l1.DynaKubeSpecProxy;

  /**
   * Registry and repository prefix that stand in for the vendor's public ones.
   *
   * @default - what the properties of DynaKube say
   */
  readonly publicRegistryOverride?: string;

  /**
   * Resource attributes of all that is sent.
   *
   * @default - what the properties of DynaKube say
   */
  readonly resourceAttributes?: { [key: string]: string };

  /**
   * Whether certificates of the environment are not checked.
   *
   * @default - what the properties of DynaKube say
   */
  readonly skipCertCheck?: boolean;

  /**
   * Endpoints of the cluster that take telemetry, which are on when it is there.
   *
   * @default - off
   */
  readonly telemetryIngest?: l1.DynaKubeSpecTelemetryIngest;

  /**
   * Images and settings of the operator's other workloads.
   *
   * @default - the operator's
   */
  readonly templates?: l1.DynaKubeSpecTemplates;

  /**
   * Name of the Secret with the tokens.
   *
   * @default - what the properties of DynaKube say
   */
  readonly tokens?: string;
}
