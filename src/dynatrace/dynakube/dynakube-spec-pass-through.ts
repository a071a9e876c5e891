import * as l1 from '../../../imports/dynatrace.com';

/**
 * Fields of the ActiveGate of a DynaKube, named as in the CRD.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface ActiveGateSpecPassThrough extends l1.DynaKubeSpecActiveGate {
  /**
   * Volumes of the pods, in addition to those of the operator. Needs operator 1.11.
   *
   * @default - no additional volumes
   */
  readonly volumes?: l1.DynaKubeSpecExtensionsDatabasesVolumes[];

  /**
   * Mounts of the volumes. Needs operator 1.11.
   *
   * @default - no mounts
   */
  readonly volumeMounts?: l1.DynaKubeSpecExtensionsDatabasesVolumeMounts[];
}

/**
 * Fields of a DynaKube's spec, named as in the CRD `dynatrace.com/v1beta6`, for those that `DynaKube` has no property for. Only `apiUrl` and `trustedCAs`
 * are left out: `DynaKube` has properties for them.
 *
 * The presence of a field can turn a feature on: `kspm: {}` turns KSPM on.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface DynaKubeSpecPassThrough {
  /**
   * The ActiveGate.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly activeGate?: ActiveGateSpecPassThrough;

  /**
   * Name of the Secret for pulling images.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly customPullSecret?: string;

  /**
   * Minimum number of minutes between two requests of the operator to the Dynatrace API.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly dynatraceApiRequestThreshold?: number;

  /**
   * Whether the operator creates Istio objects.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly enableIstio?: boolean;

  /**
   * Extensions: databases, and Prometheus, which the presence of its field turns on.
   *
   * @default - no extensions
   */
  readonly extensions?: l1.DynaKubeSpecExtensions;

  /**
   * Kubernetes Security Posture Management. The presence of the field turns it on.
   *
   * @default - off
   */
  readonly kspm?: l1.DynaKubeSpecKspm;

  /**
   * Log monitoring. The presence of the field turns it on.
   *
   * @default - off
   */
  readonly logMonitoring?: l1.DynaKubeSpecLogMonitoring;

  /**
   * Adds Kubernetes metadata to the telemetry of pods.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly metadataEnrichment?: l1.DynaKubeSpecMetadataEnrichment;

  /**
   * Name of the network zone.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly networkZone?: string;

  /**
   * OneAgent: at most one mode, and the host group.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly oneAgent?: l1.DynaKubeSpecOneAgent;

  /**
   * Settings of the OTLP exporters of applications. The presence of a signal turns it on.
   *
   * @default - off
   */
  readonly otlpExporterConfiguration?: l1.DynaKubeSpecOtlpExporterConfiguration;

  /**
   * The HTTP proxy.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly proxy?: l1.DynaKubeSpecProxy;

  /**
   * Registry and repository prefix that replace the vendor's public registry.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly publicRegistryOverride?: string;

  /**
   * Resource attributes of all telemetry.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly resourceAttributes?: { [key: string]: string };

  /**
   * Whether the certificate of the environment is not verified.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly skipCertCheck?: boolean;

  /**
   * Telemetry ingest in the cluster. The presence of the field turns it on.
   *
   * @default - off
   */
  readonly telemetryIngest?: l1.DynaKubeSpecTelemetryIngest;

  /**
   * Images and settings of the other workloads of the operator.
   *
   * @default - the operator's default
   */
  readonly templates?: l1.DynaKubeSpecTemplates;

  /**
   * Name of the Secret with the tokens.
   *
   * @default - the value of the property of `DynaKubeProps`
   */
  readonly tokens?: string;
}
